/// A step of a compiled network on time-major numbers `[frames, size]`; a vector is a sequence of one frame.
protocol Operation: Sendable {
  /// Values per frame that leave.
  var outputSize: Int { get }

  /// Whether `output` must be `input`.
  var worksInPlace: Bool { get }

  /// Numbers before and behind its input that `run` may overwrite.
  var margin: Int { get }

  /// Frames that leave when `frames` enter.
  func outputFrames(_ frames: Int) -> Int

  /// Numbers of scratch memory that `run` needs.
  func scratchCount(_ frames: Int) -> Int

  /// Reads `input [frames, inputSize]`, writes `output [outputFrames(frames), outputSize]`.
  func run(
    _ input: UnsafeMutablePointer<Float>, frames: Int, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>)
}

extension Operation {
  var worksInPlace: Bool { false }
  var margin: Int { 0 }
  func outputFrames(_ frames: Int) -> Int { frames }
  func scratchCount(_ frames: Int) -> Int { 0 }
}

/// Operations one after another, between two buffers that take turns.
struct Pipeline: Sendable {
  let inputSize: Int
  let operations: [any Operation]

  /// Values per frame at the end.
  var outputSize: Int { operations.last?.outputSize ?? inputSize }

  /// Frames at the end.
  func outputFrames(_ frames: Int) -> Int { operations.reduce(frames) { $1.outputFrames($0) } }

  /// Numbers of memory that `run` needs.
  func memoryCount(_ frames: Int) -> Int {
    let plan = plan(frames)
    return 2 * plan.slot + plan.scratch
  }

  /// Numbers before and behind its input that `run` may overwrite.
  var margin: Int { operations.reduce(0) { max($0, $1.margin) } }

  /// Runs all operations. The input stays as it is, but for its margins.
  ///
  /// - Returns: Where in `memory` the output lies.
  func run(
    _ input: UnsafeMutablePointer<Float>, frames: Int, memory: UnsafeMutablePointer<Float>
  ) -> UnsafeMutablePointer<Float> {
    let plan = plan(frames)
    let slots = [memory + plan.margin, memory + plan.slot + plan.margin]
    let scratch = memory + 2 * plan.slot
    var current = input
    var frames = frames
    var next = 0
    var size = inputSize
    for operation in operations {
      if operation.worksInPlace {
        if current == input {
          slots[next].update(from: input, count: frames * size)
          current = slots[next]
          next = 1 - next
        }
        operation.run(current, frames: frames, into: current, scratch: scratch)
      } else {
        operation.run(current, frames: frames, into: slots[next], scratch: scratch)
        current = slots[next]
        next = 1 - next
      }
      frames = operation.outputFrames(frames)
      size = operation.outputSize
    }
    return current
  }

  private func plan(_ frames: Int) -> (slot: Int, margin: Int, scratch: Int) {
    var slot = frames * inputSize
    var scratch = 0
    var frames = frames
    for operation in operations {
      scratch = max(scratch, operation.scratchCount(frames))
      frames = operation.outputFrames(frames)
      slot = max(slot, frames * operation.outputSize)
    }
    let margin = alignedCount(self.margin)
    return (alignedCount(slot) + 2 * margin, margin, alignedCount(scratch))
  }
}

/// `count` rounded up to whole cache lines.
func alignedCount(_ count: Int) -> Int { (count + 15) / 16 * 16 }
