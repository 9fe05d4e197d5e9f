"""What an operation is: fields, values, catalogue, request."""
