import Foundation
public import SpeechAudio

/// Plays waveforms, and tells how far the listener has heard.
///
/// The device is opened with a rate and channels that it takes and stays open for any number of waveforms, one after
/// the other.
public final class Loudspeaker: Sendable {
  /// What was opened.
  public let device: AudioDevice

  /// Samples per second that the device plays, in hertz.
  public let sampleRate: Int

  private let stream: PortAudioStream
  private let turn = NSLock()

  /// Opens a loudspeaker.
  ///
  /// - Parameters:
  ///   - device: A device with output channels; nil for the default one.
  ///   - sampleRate: A rate to ask the device for, in hertz; nil for its own. Waveforms of any rate can be played either
  ///     way.
  /// - Throws: ``DeviceError`` where there is no device, or it takes none of the rates that were tried.
  public init(device: AudioDevice? = nil, sampleRate: Int? = nil) throws(DeviceError) {
    let chosen = if let device { device } else { try AudioDevices.output() }
    self.device = chosen
    stream = try PortAudioStream(chosen, .output, preferredSampleRate: sampleRate)
    self.sampleRate = stream.form.sampleRate
  }

  /// Plays to the end, or until told to stop; one waveform at a time, on the calling thread.
  ///
  /// - Parameters:
  ///   - waveform: What to play; beyond -1...1 it is clipped.
  ///   - progress: Called about twenty times a second with the seconds heard so far, what is still on its way to the
  ///     ear left out, at last with the whole duration; false stops at once.
  /// - Throws: ``DeviceError/lost(device:_:detail:)`` where the device fails, ``DeviceError/conversion(_:)`` where the
  ///   waveform's rate is out of range.
  public func play(
    _ waveform: Waveform, progress: (_ seconds: Double) -> Bool = { _ in true }
  ) throws(DeviceError) {
    let converted: Waveform
    do { converted = try waveform.resampled(to: sampleRate) } catch { throw .conversion(error) }
    turn.lock()
    defer { turn.unlock() }
    let playback = Playback(
      now: { ProcessInfo.processInfo.systemUptime }, pause: { Thread.sleep(forTimeInterval: $0) })
    do throws(PortAudioFailure) {
      try playback.play(converted.samples, on: stream, progress: progress)
    } catch {
      stream.abort()
      throw .lost(device: device.name, .output, detail: error.text)
    }
  }
}
