import CSndFile

extension SampleEncoding {
  /// libsndfile's number for it.
  var number: Int {
    switch self {
    case .integer16: SF_FORMAT_PCM_16.whole
    case .integer24: SF_FORMAT_PCM_24.whole
    case .float32: SF_FORMAT_FLOAT.whole
    }
  }

  /// Writes a block; whole numbers are rounded and clipped here, since libsndfile drops the last bits and, left
  /// to itself, lets what is too loud wrap around to the other sign.
  func write(_ block: ArraySlice<Float>, to handle: OpaquePointer) -> sf_count_t {
    let count = sf_count_t(block.count)
    switch self {
    case .integer16:
      return sf_writef_short(handle, block.map { Int16(Self.whole($0, steps: 32768)) }, count)
    case .integer24:
      return sf_writef_int(handle, block.map { Self.whole($0, steps: 8_388_608) << 8 }, count)
    case .float32:
      return sf_writef_float(handle, Array(block), count)
    }
  }

  private static func whole(_ sample: Float, steps: Float) -> Int32 {
    sample.isNaN ? 0 : Int32(min(max((sample * steps).rounded(.toNearestOrEven), -steps), steps - 1))
  }
}
