import Testing

@Suite struct EmotionEvaluationTestsPlaceholder {}
