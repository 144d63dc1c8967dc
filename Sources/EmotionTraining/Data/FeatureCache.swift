import Foundation
import SpeechFeatures

/// Features of clips that nothing random is done to, kept in memory until it is full: validation clips every
/// epoch, and training clips whose dice said no.
final class FeatureCache: @unchecked Sendable {
  private let lock = NSLock()
  private var matrices: [Int: FeatureMatrix] = [:]
  private var bytesLeft: Int

  init(byteLimit: Int = 1 << 30) { bytesLeft = byteLimit }

  func features(at index: Int, compute: () throws -> FeatureMatrix) rethrows -> FeatureMatrix {
    if let known = lock.withLock({ matrices[index] }) { return known }
    let matrix = try compute()
    lock.withLock {
      let bytes = matrix.values.count * MemoryLayout<Float>.stride
      guard bytes <= bytesLeft, matrices[index] == nil else { return }
      bytesLeft -= bytes
      matrices[index] = matrix
    }
    return matrix
  }
}
