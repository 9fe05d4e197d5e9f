"""Operations on a ticket from its opening to its resolution."""
