/// How samples are stored in a written file.
public enum SampleEncoding: Sendable, Equatable, CaseIterable {
  /// 16-bit whole numbers: 96 dB between the loudest and the quietest, what most programs expect.
  case integer16

  /// 24-bit whole numbers.
  case integer24

  /// 32-bit floats: exactly the samples, beyond -1...1 too. WAV only.
  case float32

  /// The encoding in words, such as `16-bit`.
  public var name: String {
    switch self {
    case .integer16: "16-bit"
    case .integer24: "24-bit"
    case .float32: "32-bit float"
    }
  }
}
