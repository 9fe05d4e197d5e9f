"""Operations for the technical work on a ticket."""
