extension ContainerSurvey {
  /// The input for libsndfile, which takes a WAV's unknown length for none, or for four gigabytes.
  ///
  /// Such a file is shown as RF64 (EBU Tech 3306), whose first chunk has room for the real length.
  func pieces(of source: ByteSource) -> [ByteView.Piece] {
    guard let payload = unknownLengthPayloadOffset, payload >= 20, payload < source.length else {
      return [.source(0..<source.length)]
    }
    let order = ByteOrder.little
    let unknown = order.bytes(UInt32.max)
    let sizes =
      order.bytes(UInt64(source.length + 28)) + order.bytes(UInt64(source.length - payload))
      + order.bytes(UInt64(0)) + order.bytes(UInt32(0))
    let head =
      Array("RF64".utf8) + unknown + Array("WAVEds64".utf8) + order.bytes(UInt32(sizes.count)) + sizes
    return [
      .bytes(head), .source(12..<payload - 4), .bytes(unknown), .source(payload..<source.length),
    ]
  }
}
