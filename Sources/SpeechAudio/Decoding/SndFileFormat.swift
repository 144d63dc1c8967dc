import CSndFile

/// libsndfile's numbers for containers and encodings.
enum SndFileFormat {
  private static let containers: [(number: Int, name: String)] = [
    (SF_FORMAT_WAV.whole, "WAV"), (SF_FORMAT_WAVEX.whole, "WAV"), (SF_FORMAT_RF64.whole, "WAV"),
    (SF_FORMAT_W64.whole, "Wave64"), (SF_FORMAT_AIFF.whole, "AIFF"), (SF_FORMAT_AU.whole, "AU"),
    (SF_FORMAT_CAF.whole, "CAF"), (SF_FORMAT_NIST.whole, "NIST SPHERE"), (SF_FORMAT_FLAC.whole, "FLAC"),
    (SF_FORMAT_OGG.whole, "Ogg"), (SF_FORMAT_MPEG.whole, "MPEG"),
  ]

  private static let encodings: [(number: Int, name: String)] = [
    (SF_FORMAT_PCM_S8.whole, "8-bit PCM"), (SF_FORMAT_PCM_U8.whole, "8-bit PCM"),
    (SF_FORMAT_PCM_16.whole, "16-bit PCM"), (SF_FORMAT_PCM_24.whole, "24-bit PCM"),
    (SF_FORMAT_PCM_32.whole, "32-bit PCM"), (SF_FORMAT_FLOAT.whole, "32-bit float"),
    (SF_FORMAT_DOUBLE.whole, "64-bit float"), (SF_FORMAT_ULAW.whole, "mu-law"),
    (SF_FORMAT_ALAW.whole, "A-law"), (SF_FORMAT_IMA_ADPCM.whole, "IMA ADPCM"),
    (SF_FORMAT_MS_ADPCM.whole, "Microsoft ADPCM"), (SF_FORMAT_GSM610.whole, "GSM 6.10"),
    (SF_FORMAT_VORBIS.whole, "Vorbis"), (SF_FORMAT_OPUS.whole, "Opus"),
    (SF_FORMAT_MPEG_LAYER_I.whole, "layer I"), (SF_FORMAT_MPEG_LAYER_II.whole, "layer II"),
    (SF_FORMAT_MPEG_LAYER_III.whole, "layer III (MP3)"),
  ]

  private static let containerMask = SF_FORMAT_TYPEMASK.whole
  private static let encodingMask = SF_FORMAT_SUBMASK.whole

  /// Whether the container is one that is offered; libsndfile also knows rarities that plain data can look like.
  static func isContainerAccepted(_ format: Int32) -> Bool {
    containers.contains { $0.number == Int(format) & containerMask }
  }

  /// Container and encoding in words.
  static func name(_ format: Int32) -> String {
    let container = containers.first { $0.number == Int(format) & containerMask }?.name ?? "audio"
    let encoding = encodings.first { $0.number == Int(format) & encodingMask }?.name ?? "other encoding"
    return "\(container), \(encoding)"
  }
}
