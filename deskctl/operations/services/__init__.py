"""What the firm does unasked: inspections, return visits, notices of manufacturers, improvements."""
