import CBLAS
import Dispatch
import Foundation
import SpeechAudio
import SpeechEmotion
import SpeechFeatures
import Synchronization

extension DetectionWorker {
  /// `FILE`: decoded, mixed to one channel, converted to 16 kHz.
  static func decoding(_ arguments: [String]) throws -> () throws -> [String: Any] {
    let url = URL(fileURLWithPath: try arguments.required(0, "FILE"))
    return { ["samples": try Waveform(contentsOf: url, sampleRate: 16_000).samples.count] }
  }

  /// `FILE.wav COUNT`: the log-mel spectrogram of the shipped model's recipe, without trimming, level and normalisation, `COUNT`
  /// times.
  static func features(_ arguments: [String]) throws -> () throws -> [String: Any] {
    let url = URL(fileURLWithPath: try arguments.required(0, "FILE.wav"))
    let count = arguments.number(1, default: 1)
    var recipe = try EmotionDetector.bundled().manifest.featureRecipe
    recipe.preparation = Preparation()
    recipe.normalisation = .none
    let waveform = try Waveform(contentsOf: url, sampleRate: recipe.sampleRate)
    let extractor = try FeatureExtractor(recipe)
    let first = try extractor.features(of: waveform).values.prefix(80 * 3).map(Double.init)
    return {
      var frames = 0
      var sum: Float = 0
      for _ in 0..<count {
        let matrix = try extractor.features(of: waveform)
        frames += matrix.frameCount
        sum += matrix.values[matrix.values.count / 2]
      }
      return ["frames": frames, "middle": Double(sum) / Double(count), "first": first]
    }
  }

  /// `MODEL FRAMES [THREADS [CLIPS [bf16]]]`: the network alone, 200 clips or so many for each thread.
  static func network(_ arguments: [String]) throws -> () throws -> [String: Any] {
    let bundle = try ModelBundle(contentsOf: URL(fileURLWithPath: try arguments.required(0, "MODEL")))
    let frames = arguments.number(1, default: 300)
    let threads = arguments.number(2, default: 1)
    let calls = arguments.number(3, default: 200)
    let network = try NetworkEnsemble(bundle, precision: arguments.dropFirst(4).first == "bf16" ? .bfloat16 : .single)
    let bins = bundle.manifest.networkSpec.inputSize
    let values = (0..<frames * bins).map { Float(Double(($0 * 7919) % 2003) / 1001.5 - 1) }
    let clip = FeatureMatrix(values: values, frameCount: frames, binCount: bins)
    let logits = try network.logits(clip).map(Double.init)
    let failure = Mutex<(any Error)?>(nil)
    return {
      DispatchQueue.concurrentPerform(iterations: threads) { _ in
        do {
          for _ in 0..<calls { _ = try network.logits(clip) }
        } catch {
          failure.withLock { $0 = error }
        }
      }
      if let error = failure.withLock({ $0 }) { throw error }
      return ["calls": calls * threads, "logits": logits]
    }
  }

  /// `ROWS COLUMNS INNER`: products of matrices, a gigaflop of them.
  static func matrixProduct(_ arguments: [String]) throws -> () throws -> [String: Any] {
    let rows = arguments.number(0, default: 512)
    let columns = arguments.number(1, default: 512)
    let inner = arguments.number(2, default: 512)
    let a = (0..<rows * inner).map { Float($0 % 7) }
    let b = (0..<inner * columns).map { Float($0 % 5) }
    var c = [Float](repeating: 0, count: rows * columns)
    let gigaflop = 2e-9 * Double(rows) * Double(columns) * Double(inner)
    let count = max(1, Int(20 / gigaflop))
    openblas_set_num_threads(1)
    return {
      for _ in 0..<count {
        cblas_sgemm(
          CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(rows), blasint(columns), blasint(inner), 1, a,
          blasint(inner), b, blasint(columns), 0, &c, blasint(columns))
      }
      return ["gigaflop": Double(count) * gigaflop]
    }
  }

  /// `FILE [bf16]`: listened to from beginning to end, in blocks of 0.1 s.
  static func live(_ arguments: [String]) throws -> () throws -> [String: Any] {
    let url = URL(fileURLWithPath: try arguments.required(0, "FILE"))
    let waveform = try Waveform(contentsOf: url)
    let detector = try EmotionDetector.bundled(
      precision: arguments.dropFirst().first == "bf16" ? .bfloat16 : .single)
    let block = waveform.sampleRate / 10
    return {
      let live = try LiveDetector(detector, sampleRate: waveform.sampleRate)
      var events = 0
      for start in stride(from: 0, to: waveform.samples.count, by: block) {
        events += try live.push(Array(waveform.samples[start..<min(start + block, waveform.samples.count)]))
          .count
      }
      events += try live.finish().count
      return ["listened": Double(waveform.samples.count) / Double(waveform.sampleRate), "events": events]
    }
  }

  /// `FILE COUNT`: a clip in memory, from samples to an answer.
  static func clip(_ arguments: [String]) throws -> () throws -> [String: Any] {
    let waveform = try Waveform(contentsOf: URL(fileURLWithPath: try arguments.required(0, "FILE")))
    let count = arguments.number(1, default: 20)
    let detector = try EmotionDetector.bundled()
    return {
      for _ in 0..<count { _ = try detector.prediction(for: waveform) }
      return ["calls": count]
    }
  }
}
