import Foundation
import SpeechAudio
import Synchronization
import Testing

@testable import SpeechDevices

@Suite("Capture: from a device's frames to mono samples")
struct CaptureTests {
  private let mono = StreamForm(sampleRate: 1000, channelCount: 1)

  /// Runs a script to its end, on this thread and without waiting.
  private func capture(
    _ form: StreamForm, _ steps: [FakeMicrophone.Step], sampleRate: Int = 1000,
    then others: [FakeMicrophone] = [], canReopen: Bool = false
  ) -> Capture {
    let following = Mutex(others)
    let reopen: Capture.Reopen = { () throws(DeviceError) in
      guard let next = following.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
        throw .noDevice(.input, others: [])
      }
      return next
    }
    let capture = Capture(
      deviceName: "fake", sampleRate: sampleRate, reopen: canReopen ? reopen : nil, pause: { _ in })
    capture.run(takingFrom: SoundSource(FakeMicrophone(form, steps) { [weak capture] in capture?.stop() }))
    return capture
  }

  @Test("channels are averaged, and blocks keep their order")
  func mixing() throws {
    let form = StreamForm(sampleRate: 1000, channelCount: 2)
    let capture = capture(
      form, [.frames([1, 0, 0.5, 0.25]), .nothing, .frames([-1, 1, 0.125, 0.125])])
    #expect(try capture.queue.take(timeout: 0) == [0.5, 0.375, 0, 0.125])
    #expect(try capture.queue.take(timeout: 0) == nil)
  }

  @Test("another rate is what resampling the whole gives")
  func resampling() throws {
    let samples = (0..<44_100).map { Float(sin(Double($0) * 0.05)) * 0.5 }
    let form = StreamForm(sampleRate: 44_100, channelCount: 1)
    let steps = stride(from: 0, to: samples.count, by: 1234).map { start in
      FakeMicrophone.Step.frames(Array(samples[start..<min(start + 1234, samples.count)]))
    }
    let capture = capture(form, steps, sampleRate: 16_000)
    let expected = try Waveform(samples: samples, sampleRate: 44_100).resampled(to: 16_000)
    #expect(try capture.queue.take(timeout: 0) == expected.samples)
  }

  @Test("an overflow is counted and gone over")
  func overflow() throws {
    let capture = capture(
      mono, [.frames([1]), .frames([2], hasOverflowed: true), .frames([3])])
    #expect(try capture.queue.take(timeout: 0) == [1, 2, 3])
    #expect(capture.droppedSampleCount >= 1)
  }

  @Test("how much an overflow lost is told by the clock")
  func loss() {
    var meter = LossMeter(sampleRate: 1000, time: 10)
    #expect(meter.note(frames: 500, hasOverflowed: false, time: 10.5) == 0)
    #expect(meter.note(frames: 100, hasOverflowed: true, time: 11) == 400)
    #expect(meter.note(frames: 100, hasOverflowed: true, time: 11.1) == 1)
  }

  @Test("a device that is gone gives what it had, then an error that says so")
  func unplugged() throws {
    let capture = capture(mono, [.frames([1, 2]), .failure])
    #expect(try capture.queue.take(timeout: 0) == [1, 2])
    #expect(throws: DeviceError.lost(device: "fake", .input, detail: "unplugged")) {
      try capture.queue.take(timeout: 0)
    }
  }

  @Test("a device that gives nothing for seconds counts as gone")
  func stalled() throws {
    let steps = Array(repeating: FakeMicrophone.Step.nothing, count: 2000)
    let capture = capture(mono, steps + [.frames([1])])
    #expect(throws: DeviceError.lost(device: "fake", .input, detail: "no sample for 5 s")) {
      try capture.queue.take(timeout: 0)
    }
  }

  @Test("the default device is opened again, at whatever rate it has now")
  func reopened() throws {
    let other = FakeMicrophone(StreamForm(sampleRate: 1000, channelCount: 2), [.frames([3, 5]), .failure])
    let capture = capture(
      mono, [.frames([1, 2]), .failure], then: [other], canReopen: true)
    #expect(try capture.queue.take(timeout: 0) == [1, 2, 4])
    let hasStarted = other.hasStarted.load(ordering: .relaxed)
    #expect(hasStarted)
    // The second time there is none any more.
    #expect(throws: DeviceError.lost(device: "fake", .input, detail: "unplugged")) {
      try capture.queue.take(timeout: 0)
    }
  }

  @Test("nothing is read from the device while nobody takes what is there")
  func backPressure() throws {
    let second = FakeMicrophone.Step.frames(Array(repeating: 0.5, count: 1000))
    let capture = Capture(deviceName: "fake", sampleRate: 1000, reopen: nil)
    let source = SoundSource(
      FakeMicrophone(mono, Array(repeating: second, count: 40)) { [weak capture] in capture?.stop() })
    Thread.detachNewThread { capture.run(takingFrom: source) }
    var total = 0
    Thread.sleep(forTimeInterval: 0.2)
    while let samples = try capture.queue.take(timeout: 5) {
      #expect(samples.count <= (Capture.queueDuration + 1) * 1000)
      total += samples.count
    }
    #expect(total == 40_000)
  }
}

@Suite("Samples between two threads")
struct SampleQueueTests {
  @Test("nothing comes after the timeout, everything at once, nil at the end")
  func takes() throws {
    let queue = SampleQueue(capacity: 4)
    #expect(try queue.take(timeout: 0.01) == [])
    queue.push([1, 2])
    #expect(queue.hasRoom)
    queue.push([3, 4, 5])
    #expect(!queue.hasRoom)
    #expect(try queue.take(timeout: 0) == [1, 2, 3, 4, 5])
    #expect(queue.hasRoom)
    queue.push([6])
    queue.finish()
    queue.finish(.failure(.noDevice(.input, others: [])))
    #expect(try queue.take(timeout: 0) == [6])
    #expect(try queue.take(timeout: 0) == nil)
    #expect(try queue.take(timeout: 0) == nil)
  }

  @Test("a reader that waits is woken, and every sample arrives once and in order")
  func threads() throws {
    let queue = SampleQueue(capacity: .max)
    Thread.detachNewThread {
      for number in 0..<1000 { queue.push([Float(number)]) }
      queue.finish()
    }
    var taken: [Float] = []
    while let samples = try queue.take(timeout: 5) { taken += samples }
    #expect(taken == (0..<1000).map { Float($0) })
  }
}
