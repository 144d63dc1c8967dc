/// The events of a ``LiveDetector`` over a sequence of blocks of samples, as a sequence of its own.
///
/// ```swift
/// for try await event in detector.events(of: blocks, sampleRate: 48_000) {
///   if case .window(let window) = event { print(window.label) }
/// }
/// ```
///
/// Nothing runs ahead: the next block is asked for when all events of the last one were taken.
public struct EmotionEvents<Blocks: AsyncSequence>: AsyncSequence where Blocks.Element == [Float] {
  /// One event.
  public typealias Element = EmotionEvent

  let blocks: Blocks
  let makeDetector: () throws -> LiveDetector

  /// Begins to listen.
  public func makeAsyncIterator() -> Iterator {
    Iterator(blocks: blocks.makeAsyncIterator(), makeDetector: makeDetector)
  }

  /// Takes blocks in and gives events.
  public struct Iterator: AsyncIteratorProtocol {
    private var blocks: Blocks.AsyncIterator
    private let makeDetector: () throws -> LiveDetector
    private var live: LiveDetector?
    private var waiting: ArraySlice<EmotionEvent> = []
    private var hasEnded = false

    init(blocks: Blocks.AsyncIterator, makeDetector: @escaping () throws -> LiveDetector) {
      self.blocks = blocks
      self.makeDetector = makeDetector
    }

    /// The next event, as soon as there is one; nil after the last.
    ///
    /// - Throws: What the blocks throw, and what ``LiveDetector/push(_:)`` throws.
    public mutating func next() async throws -> EmotionEvent? {
      let live = try self.live ?? makeDetector()
      self.live = live
      while waiting.isEmpty, !hasEnded {
        do {
          try Task.checkCancellation()
          if let block = try await blocks.next() {
            waiting = try live.push(block)[...]
          } else {
            hasEnded = true
            waiting = try live.finish()[...]
          }
        } catch {
          hasEnded = true
          throw error
        }
      }
      return waiting.popFirst()
    }
  }
}

extension EmotionDetector {
  /// Listens to blocks of samples as they come.
  ///
  /// - Parameters:
  ///   - blocks: Amplitudes, nominally within -1...1, in blocks of any size; about 20 ms each keeps the delay short.
  ///   - sampleRate: Samples per second, in hertz.
  ///   - settings: How to listen.
  ///   - speaker: Who speaks, where that person is enrolled.
  /// - Returns: Events in order of time. Asking for the first throws what ``LiveDetector`` does where it cannot begin.
  public func events<Blocks: AsyncSequence>(
    of blocks: Blocks, sampleRate: Int, settings: LiveSettings = LiveSettings(),
    speaker: SpeakerProfile? = nil
  ) -> EmotionEvents<Blocks> where Blocks.Element == [Float] {
    EmotionEvents(blocks: blocks) {
      try LiveDetector(self, sampleRate: sampleRate, settings: settings, speaker: speaker)
    }
  }
}
