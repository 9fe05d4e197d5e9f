"""The papers and files of a ticket, a customer or a visit: listed, shown, written, added; checklists ticked off."""
