internal import Synchronization

/// What is counted, as Prometheus reads it (text format 0.0.4).
final class Metrics: Sendable {
  private struct Route: Hashable {
    let method: String
    let path: String
    let status: Int
  }

  private struct Counts {
    var requests: [Route: Int] = [:]
    var buckets = [Int](repeating: 0, count: Metrics.bounds.count + 1)
    var seconds = 0.0
    var audioSeconds = 0.0
    var liveChunks = 0
  }

  /// Upper bounds of the histogram's buckets, in seconds.
  private static let bounds = [0.005, 0.02, 0.1, 0.5, 2, 10, 60]

  private let counts = Mutex(Counts())

  /// Counts an answer. `path` is the route's, not the client's, so that nobody can make series without end.
  func answered(method: String, path: String, status: Int, seconds: Double) {
    counts.withLock { counts in
      counts.requests[Route(method: method, path: path, status: status), default: 0] += 1
      counts.buckets[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
      counts.seconds += seconds
    }
  }

  /// Counts audio that was heard.
  func heard(seconds: Double) { counts.withLock { $0.audioSeconds += seconds } }

  /// Counts a chunk of a live session.
  func heardChunk(seconds: Double) {
    counts.withLock { counts in
      counts.liveChunks += 1
      counts.audioSeconds += seconds
    }
  }

  /// The page.
  ///
  /// - Parameter gauges: What is so now, by name: a sentence and a value.
  /// - Returns: Lines.
  func text(gauges: [(name: String, help: String, value: Int)]) -> String {
    let counts = counts.withLock { $0 }
    let requests = counts.requests.sorted {
      ($0.key.path, $0.key.method, $0.key.status) < ($1.key.path, $1.key.method, $1.key.status)
    }
    var lines = family("requests_total", "counter", "Requests that were answered.")
    lines += requests.map { route, count in
      "speech_emotion_requests_total{method=\"\(route.method)\",route=\"\(route.path)\",status=\"\(route.status)\"} \(count)"
    }
    lines += family("request_seconds", "histogram", "Time from a request's head to its answer's.")
    var sum = 0
    for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], counts.buckets) {
      sum += count
      lines.append("speech_emotion_request_seconds_bucket{le=\"\(bound)\"} \(sum)")
    }
    lines += [
      "speech_emotion_request_seconds_sum \(counts.seconds)", "speech_emotion_request_seconds_count \(sum)",
    ]
    lines += family("audio_seconds_total", "counter", "Seconds of audio that were heard.")
    lines.append("speech_emotion_audio_seconds_total \(counts.audioSeconds)")
    lines += family("live_chunks_total", "counter", "Chunks of live sessions that were heard.")
    lines.append("speech_emotion_live_chunks_total \(counts.liveChunks)")
    for gauge in gauges {
      lines += family(gauge.name, "gauge", gauge.help)
      lines.append("speech_emotion_\(gauge.name) \(gauge.value)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func family(_ name: String, _ kind: String, _ help: String) -> [String] {
    ["# HELP speech_emotion_\(name) \(help)", "# TYPE speech_emotion_\(name) \(kind)"]
  }
}
