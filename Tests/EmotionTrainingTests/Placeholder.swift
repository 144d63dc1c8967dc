import Testing

@Suite struct EmotionTrainingTestsPlaceholder {}
