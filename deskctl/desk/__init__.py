"""The only writer: `desk` appends actions and changes rows in one transaction; `case_file` is a loaded ticket."""
