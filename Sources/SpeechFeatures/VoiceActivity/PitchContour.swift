import Foundation

/// How the pitch moves while a voice sounds.
struct PitchContour {
  /// Log2 of the pitch of all voiced frames.
  private(set) var pitches: [Double] = []
  /// Steps of the pitch from frame to frame within voiced runs, in octaves, without their sign.
  private(set) var glides: [Double] = []
  /// Changes of those steps.
  private(set) var bends: [Double] = []
  /// Voiced runs of at least three frames.
  private(set) var runCount = 0
  /// Frames of a voiced run, on average; 0 without runs.
  private(set) var meanRunLength = 0.0

  /// Share of the steps that are smaller than a twelfth of a semitone, 0...1: nearly all in music and tones.
  var steadyShare: Double {
    glides.isEmpty ? 0 : Double(glides.count { $0 < 1 / 144 }) / Double(glides.count)
  }

  init(frames: [VoiceActivityFrame], isVoiced: [Bool]) {
    var run: [Double] = []
    var runFrames = 0
    func endRun() {
      guard run.count >= 3 else { return }
      runCount += 1
      runFrames += run.count
      let steps = zip(run.dropFirst(), run).map(-)
      glides += steps.map(abs)
      bends += zip(steps.dropFirst(), steps).map { abs($0 - $1) }
    }
    for (frame, isVoiced) in zip(frames, isVoiced) {
      guard isVoiced, frame.pitch > 0 else {
        endRun()
        run = []
        continue
      }
      pitches.append(log2(Double(frame.pitch)))
      run.append(log2(Double(frame.pitch)))
    }
    endRun()
    meanRunLength = runCount > 0 ? Double(runFrames) / Double(runCount) : 0
  }
}
