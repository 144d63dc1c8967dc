import Testing

@Suite struct EmotionCorporaTestsPlaceholder {}
