"""The duties without a test yet, each with what will bring it."""

LEFT = {
    "S2.A-3": "the FAQ as a document, and its hand-over: written documents",
}
