"""The migrations from revision 0011 on."""
