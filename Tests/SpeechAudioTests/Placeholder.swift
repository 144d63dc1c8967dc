import Testing

@Suite struct SpeechAudioTestsPlaceholder {}
