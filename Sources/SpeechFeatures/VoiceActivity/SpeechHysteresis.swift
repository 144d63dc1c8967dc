/// Turns measurements into a decision that does not flicker.
///
/// Speech begins where three of the last four frames are voiced and stand 6 dB above the noise floor. It goes on while
/// frames stay 3 dB above the floor, and ends 0.25 s after the last voiced one: longer than consonants and stops last.
///
/// The floor follows the level down within a tenth of a second, and upwards by 12 dB a second while nothing is voiced but only by
/// 1 dB a second under a voice, so that a long vowel is not learned as noise.
struct SpeechHysteresis: Sendable {
  private var floor: Float?
  private var onsets: UInt8 = 0
  private var framesSinceVoice = 0
  private var isSpeaking = false

  private static let onsetMargin: Float = 6
  private static let stayMargin: Float = 3
  private static let hangover = 25
  /// Where recordings begin with a word, the floor is not known yet: at most this.
  private static let firstFloor: Float = -60
  /// A dither's level: nothing below is speech.
  private static let lowestFloor: Float = -85

  /// Fills in the frame's floor and decision.
  mutating func decide(_ frame: inout VoiceActivityFrame) {
    var floor = self.floor ?? min(frame.level, Self.firstFloor)
    if frame.level < floor {
      floor += 0.2 * (frame.level - floor)
    } else {
      floor = min(frame.level, floor + (frame.isVoiced ? 0.01 : 0.12))
    }
    floor = max(floor, Self.lowestFloor)
    self.floor = floor
    frame.noiseFloor = floor

    let isOnset = frame.isVoiced && frame.level > floor + Self.onsetMargin
    onsets = (onsets << 1 | (isOnset ? 1 : 0)) & 0b1111
    framesSinceVoice = isOnset ? 0 : framesSinceVoice + 1
    if onsets.nonzeroBitCount >= 3 {
      isSpeaking = true
    } else if framesSinceVoice > Self.hangover || frame.level < floor + Self.stayMargin {
      // A stop's closure is silent; only what follows the hangover ends the word.
      isSpeaking = isSpeaking && framesSinceVoice <= Self.hangover
    }
    frame.isSpeech = isSpeaking
  }
}
