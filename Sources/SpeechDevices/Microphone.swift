import Foundation
import SpeechAudio
import Synchronization

/// A microphone as a stream of mono samples.
///
/// The device is opened with a rate and channels that it takes (its own first, then common ones), its channels are
/// averaged, and the result is converted to the rate that was asked for, so that "invalid sample rate" is not an answer.
///
/// ```swift
/// let microphone = try Microphone(sampleRate: 16_000)
/// try microphone.start()
/// while let samples = try microphone.read(timeout: 0.1) { ... }
/// ```
///
/// A thread of its own reads the device from ``start()`` to ``stop()`` and keeps up to 30 s for ``read(timeout:)``; any
/// thread may call. Where no device was named and the default one disappears, it is looked for again for some seconds.
public final class Microphone: Sendable {
  /// What was opened.
  public let device: AudioDevice

  /// Samples per second of what is read, in hertz.
  public let sampleRate: Int

  private let capture: Capture
  private let source: SoundSource
  private let hasBegun = Atomic(false)

  /// Opens a microphone; nothing is heard before ``start()``.
  ///
  /// - Parameters:
  ///   - device: A device with input channels; nil for the default one.
  ///   - sampleRate: Samples per second to be read, in hertz; within `AudioFormats.sampleRates`.
  /// - Throws: ``DeviceError`` where there is no device, or it takes none of the rates that were tried.
  public init(device: AudioDevice? = nil, sampleRate: Int) throws(DeviceError) {
    guard AudioFormats.sampleRates.contains(sampleRate) else {
      throw .conversion(
        .resamplingFailed(
          inputSampleRate: device?.defaultSampleRate ?? 48_000, outputSampleRate: sampleRate,
          detail: "a rate is out of range"))
    }
    let chosen = if let device { device } else { try AudioDevices.input() }
    self.device = chosen
    self.sampleRate = sampleRate
    source = SoundSource(try PortAudioStream(chosen, .input))
    let reopen: Capture.Reopen = { () throws(DeviceError) in
      let devices = try PortAudioLibrary.shared.refresh()
      return try PortAudioStream(AudioDevices.choose(nil, .input, from: devices), .input)
    }
    capture = Capture(deviceName: chosen.name, sampleRate: sampleRate, reopen: device == nil ? reopen : nil)
  }

  deinit { capture.stop() }

  /// Begins to listen; once only, and not after ``stop()``.
  ///
  /// - Throws: ``DeviceError/lost(device:_:detail:)`` where the device does not start.
  public func start() throws(DeviceError) {
    guard !hasBegun.exchange(true, ordering: .relaxed) else { return }
    do throws(PortAudioFailure) {
      try source.start()
    } catch {
      let lost = DeviceError.lost(device: device.name, .input, detail: error.text)
      capture.queue.finish(.failure(lost))
      throw lost
    }
    Thread.detachNewThread { [capture, source] in capture.run(takingFrom: source) }
  }

  /// Takes the samples that have arrived since the last call.
  ///
  /// - Parameter timeout: Seconds to wait where none have.
  /// - Returns: Mono amplitudes, nominally within -1...1; none after the timeout; nil once the microphone was stopped
  ///   and everything was taken.
  /// - Throws: ``DeviceError/lost(device:_:detail:)`` once everything was taken that came before the device was gone.
  public func read(timeout: Double) throws(DeviceError) -> [Float]? {
    try capture.queue.take(timeout: timeout)
  }

  /// Samples, at ``sampleRate``, that were lost so far because the computer was too busy to fetch them; measured by the
  /// clock, so about.
  public var droppedSampleCount: Int { capture.droppedSampleCount }

  /// Ends listening; what has arrived can still be read. Returns once the device is free.
  public func stop() {
    capture.stop()
    guard hasBegun.exchange(true, ordering: .relaxed) else {
      _ = source.take()
      return capture.queue.finish()
    }
    capture.queue.waitForEnd(timeout: 2)
  }
}
