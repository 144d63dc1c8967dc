import Testing

@Suite struct SpeechEmotionTestsPlaceholder {}
