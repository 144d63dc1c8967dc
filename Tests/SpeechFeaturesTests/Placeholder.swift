import Testing

@Suite struct SpeechFeaturesTestsPlaceholder {}
