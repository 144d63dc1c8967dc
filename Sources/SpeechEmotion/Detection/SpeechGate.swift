/// Whether a detector asks first if there is speech at all.
///
/// A model trained on emotions has no class for a dial tone: whatever it hears becomes an emotion, and often a sure one.
/// With the gate on, audio in which `VoiceActivity` finds nobody speaking is refused. It costs a quarter of
/// a millisecond for a second of audio. Figures: Documentation/new-voices.md.
public enum SpeechGate: Sendable, Hashable, CaseIterable {
  /// Only speech gets an answer.
  case on
  /// Everything but digital silence gets an answer, as measurements of a model on a corpus want it.
  case off
}
