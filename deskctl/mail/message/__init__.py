"""The structure of a message: headers, encoded words, addresses, parts and the names of attachments."""
