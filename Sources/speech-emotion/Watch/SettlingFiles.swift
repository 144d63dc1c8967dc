/// Which files of a folder are finished: those that looked the same for a while.
///
/// It keeps no clock and reads no folder: each call is told the time and what is there.
struct SettlingFiles {
  /// Seconds for which a file has to stay as it is.
  let settleSeconds: Double
  private var sightings: [String: (stamp: FileStamp, since: Double)] = [:]

  init(settleSeconds: Double) { self.settleSeconds = settleSeconds }

  /// Whether some files are not finished yet.
  var isWaiting: Bool { !sightings.isEmpty }

  /// Takes a look.
  ///
  /// An empty file is not finished: somebody has made it and not begun to write.
  ///
  /// - Parameters:
  ///   - files: Files that are there and not handled as they are; any others are forgotten.
  ///   - time: Seconds on a steady clock.
  /// - Returns: Those that are finished, in the order given; they are forgotten too.
  mutating func finished(_ files: [(path: String, stamp: FileStamp)], at time: Double) -> [(
    path: String, stamp: FileStamp
  )] {
    var finished: [(path: String, stamp: FileStamp)] = []
    var next: [String: (stamp: FileStamp, since: Double)] = [:]
    for file in files {
      let earlier = sightings[file.path]
      let since = earlier?.stamp == file.stamp ? earlier?.since ?? time : time
      if file.stamp.size > 0, time - since >= settleSeconds {
        finished.append(file)
      } else {
        next[file.path] = (file.stamp, since)
      }
    }
    sightings = next
    return finished
  }
}
