"""Operations on reference data."""
