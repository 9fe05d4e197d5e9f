"""The one writer: `desk` appends actions and changes rows within one transaction; `case_file` is a loaded ticket."""
