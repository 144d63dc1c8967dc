internal import CSoundTouch
public import Foundation
public import SpeechAudio

/// Moves a voice up or down without changing how fast it speaks, or the other way round.
///
/// SoundTouch cuts the sound into pieces of some hundredths of a second and overlaps them where they fit (WSOLA), and
/// resamples for the pitch. Its delay is taken off: what happens at a time in the waveform happens at that time, divided
/// by `tempo`, in the result.
///
/// - Parameters:
///   - waveform: What to change; shorter than about a tenth of a second little is left to overlap.
///   - semitones: By how much to move the pitch, within -24...24; 12 is an octave up.
///   - tempo: How many times faster, within 0.25...4.
/// - Returns: A waveform of the same rate with `count / tempo` samples, rounded; as many as before for a tempo of 1.
/// - Throws: ``PitchShiftError`` where a number is outside its range or memory does not suffice.
public func pitchShifted(
  _ waveform: Waveform, semitones: Double, tempo: Double = 1
) throws(PitchShiftError) -> Waveform {
  guard (-24...24).contains(semitones) else { throw .semitonesOutOfRange(semitones) }
  guard (0.25...4).contains(tempo) else { throw .tempoOutOfRange(tempo) }
  guard !waveform.samples.isEmpty, semitones != 0 || tempo != 1 else { return waveform }
  var output: UnsafeMutablePointer<Float>?
  var count = 0
  let status = st_process(
    waveform.samples, waveform.samples.count, Int32(clamping: waveform.sampleRate), semitones, tempo, &output,
    &count)
  guard status == 0, let output else { throw .refused(sampleRate: waveform.sampleRate) }
  defer { st_free(output) }
  return Waveform(
    samples: Array(UnsafeBufferPointer(start: output, count: count)), sampleRate: waveform.sampleRate)
}

/// Why a pitch was not shifted.
public enum PitchShiftError: Error, Equatable, Sendable, CustomStringConvertible, LocalizedError {
  /// Further than two octaves.
  case semitonesOutOfRange(Double)
  /// Slower than a quarter or faster than four times.
  case tempoOutOfRange(Double)
  /// SoundTouch does not work at this rate, or memory does not suffice.
  case refused(sampleRate: Int)

  /// What was asked for, and what is possible.
  public var description: String {
    switch self {
    case .semitonesOutOfRange(let semitones):
      "A pitch shift of \(semitones) semitones was asked for; -24 to 24 are possible."
    case .tempoOutOfRange(let tempo): "A tempo of \(tempo) was asked for; 0.25 to 4 are possible."
    case .refused(let sampleRate):
      "SoundTouch did not shift the pitch of a sound with \(sampleRate) samples a second; it works from 8000 to 192000."
    }
  }

  /// The same as ``description``.
  public var errorDescription: String? { description }
}
