import Foundation
import SpeechAudio
import Synchronization

/// Reads a device on a thread of its own: frames in, mono samples at the wanted rate out, until told to stop.
///
/// Overflows are counted and gone over. A device that fails, or gives nothing for ``patience`` seconds, is opened anew a
/// few times where that is allowed, and given up otherwise.
final class Capture: Sendable {
  /// Opens the device again after it was lost; nil where it is not to be.
  typealias Reopen = @Sendable () throws(DeviceError) -> any CaptureStream & Sendable

  let queue: SampleQueue
  private let deviceName: String
  private let sampleRate: Int
  private let reopen: Reopen?
  private let pause: @Sendable (Double) -> Void
  private let isStopping = Atomic(false)
  private let dropped = Atomic(0)

  /// Seconds without a sample after which a device counts as lost.
  static let patience = 5.0
  /// Times that a lost device is opened again, ``reopenInterval`` seconds apart.
  static let reopenAttempts = 5
  static let reopenInterval = 1.0
  /// Seconds of a block, and between two looks at an idle device.
  static let blockDuration = 0.05
  static let lookInterval = 0.005
  /// Seconds that are kept for a user who does not come to read.
  static let queueDuration = 30

  init(
    deviceName: String, sampleRate: Int, reopen: Reopen?,
    pause: @escaping @Sendable (Double) -> Void = { Thread.sleep(forTimeInterval: $0) }
  ) {
    self.deviceName = deviceName
    self.sampleRate = sampleRate
    self.reopen = reopen
    self.pause = pause
    queue = SampleQueue(capacity: sampleRate * Self.queueDuration)
  }

  /// Samples, at the wanted rate, that the device threw away: a measure by the clock.
  var droppedSampleCount: Int { dropped.load(ordering: .relaxed) }

  /// Ends soon.
  func stop() { isStopping.store(true, ordering: .relaxed) }

  /// Reads until told to stop or until the device is gone; the queue tells how it ended.
  ///
  /// - Parameter source: Where a stream that was started is taken from, so that nobody else holds it: it has to be
  ///   closed before the devices can be looked at again.
  func run(takingFrom source: SoundSource) {
    while let ended = pumpAndClose(source.take()) {
      switch ended {
      case .conversion(let error): return queue.finish(.failure(.conversion(error)))
      case .lost(let failure):
        guard let stream = openAgain() else {
          return queue.finish(.failure(.lost(device: deviceName, .input, detail: failure.text)))
        }
        source.put(stream)
      }
    }
    queue.finish()
  }

  /// Why the stream ended; nil where it was told to.
  private func pumpAndClose(_ stream: (any CaptureStream & Sendable)?) -> Interrupted? {
    guard let stream else { return nil }
    do throws(Interrupted) {
      try pump(stream)
      return nil
    } catch {
      stream.abort()
      return error
    }
  }

  private enum Interrupted: Error {
    case lost(PortAudioFailure)
    case conversion(AudioError)
  }

  /// Moves samples until told to stop.
  private func pump(_ stream: any CaptureStream) throws(Interrupted) {
    let form = stream.form
    let resampler: Resampler
    do { resampler = try Resampler(from: form.sampleRate, to: sampleRate) } catch { throw .conversion(error) }
    let blockFrames = max(1, Int(Double(form.sampleRate) * Self.blockDuration))
    var block = [Float](repeating: 0, count: blockFrames * form.channelCount)
    var meter = LossMeter(sampleRate: form.sampleRate, time: Self.now)
    var idle = 0.0
    while !isStopping.load(ordering: .relaxed) {
      guard queue.hasRoom else {
        pause(Self.lookInterval)
        continue
      }
      let mono: [Float]
      do throws(PortAudioFailure) {
        let count = min(try stream.readableFrameCount(), blockFrames)
        guard count > 0 else {
          idle += Self.lookInterval
          guard idle <= Self.patience else {
            throw PortAudioFailure("no sample for \(Int(Self.patience)) s")
          }
          pause(Self.lookInterval)
          continue
        }
        idle = 0
        let length = count * form.channelCount
        let hasOverflowed = try block.withUnsafeMutableBufferPointer { (block) throws(PortAudioFailure) in
          try stream.read(into: UnsafeMutableBufferPointer(rebasing: block[..<length]))
        }
        let lost = meter.note(frames: count, hasOverflowed: hasOverflowed, time: Self.now)
        if lost > 0 { dropped.add(lost * sampleRate / form.sampleRate, ordering: .relaxed) }
        mono = Self.mono(block[..<length], channelCount: form.channelCount)
      } catch {
        throw .lost(error)
      }
      do { queue.push(try resampler.process(mono)) } catch { throw .conversion(error) }
    }
    try? stream.stop()
    do { queue.push(try resampler.finish()) } catch { throw .conversion(error) }
  }

  /// The device that is the default now, started; nil where none can be had.
  private func openAgain() -> (any CaptureStream & Sendable)? {
    guard let reopen else { return nil }
    for _ in 0..<Self.reopenAttempts where !isStopping.load(ordering: .relaxed) {
      pause(Self.reopenInterval)
      guard let stream = try? reopen(), (try? stream.start()) != nil else { continue }
      return stream
    }
    return nil
  }

  private static var now: Double { ProcessInfo.processInfo.systemUptime }

  /// Interleaved frames as the mean of their channels.
  static func mono(_ frames: ArraySlice<Float>, channelCount: Int) -> [Float] {
    guard channelCount > 1 else { return Array(frames) }
    return stride(from: frames.startIndex, to: frames.endIndex, by: channelCount).map { start in
      frames[start..<(start + channelCount)].reduce(0, +) / Float(channelCount)
    }
  }
}
