"""The bytes of files beside the exchange file: into a folder, and from one."""
