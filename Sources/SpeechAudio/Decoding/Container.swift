/// What a file is by its first bytes.
enum Container: String, Sendable, CaseIterable {
  case wav = "WAV"
  case wave64 = "Wave64"
  case aiff = "AIFF"
  case au = "AU"
  case coreAudio = "CAF"
  case nist = "NIST SPHERE"
  case flac = "FLAC"
  case ogg = "Ogg"
  case mp3 = "MP3"
  case mpeg4 = "MPEG-4 (m4a, mp4)"
  case matroska = "Matroska (webm, mkv)"
  case windowsMedia = "Windows Media (wma)"
  case amr = "AMR"
  case adts = "AAC"
  case avi = "AVI"
  case flashVideo = "Flash video"
  case mpegStream = "MPEG stream"
  case ac3 = "AC-3"
  case apeAudio = "Monkey's Audio"
  case wavPack = "WavPack"
  case realMedia = "RealMedia"

  /// Whether libsndfile reads it, though not every encoding inside.
  var isNative: Bool {
    switch self {
    case .wav, .wave64, .aiff, .au, .coreAudio, .nist, .flac, .ogg, .mp3: true
    default: false
    }
  }

  /// Looks at a file's start; nil where nothing is recognised.
  init?(_ source: ByteSource) {
    let head = source.bytes(at: 0, count: 16)
    func has(_ text: String, at offset: Int = 0) -> Bool { head.dropFirst(offset).starts(with: text.utf8) }
    func has(_ bytes: [UInt8]) -> Bool { head.starts(with: bytes) }
    if ["RIFF", "RIFX", "RF64", "BW64"].contains(where: { has($0) }) {
      if has("WAVE", at: 8) { self = .wav } else if has("AVI ", at: 8) { self = .avi } else { return nil }
    } else if has("riff"), has([0x72, 0x69, 0x66, 0x66, 0x2e, 0x91, 0xcf, 0x11]) {
      self = .wave64
    } else if has("FORM"), has("AIFF", at: 8) || has("AIFC", at: 8) {
      self = .aiff
    } else if has(".snd") || has("dns.") {
      self = .au
    } else if has("caff") {
      self = .coreAudio
    } else if has("NIST_1A") {
      self = .nist
    } else if has("fLaC") {
      self = .flac
    } else if has("OggS") {
      self = .ogg
    } else if ["ftyp", "moov", "mdat", "wide", "free", "skip"].contains(where: { has($0, at: 4) }) {
      self = .mpeg4
    } else if has([0x1a, 0x45, 0xdf, 0xa3]) {
      self = .matroska
    } else if has([0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11]) {
      self = .windowsMedia
    } else if has("#!AMR") {
      self = .amr
    } else if has("FLV\u{1}") {
      self = .flashVideo
    } else if has([0, 0, 1, 0xba]) {
      self = .mpegStream
    } else if has([0x0b, 0x77]) {
      self = .ac3
    } else if has("MAC ") {
      self = .apeAudio
    } else if has("wvpk") {
      self = .wavPack
    } else if has(".RMF") {
      self = .realMedia
    } else if MPEGAudioFrames.begins(in: source) {
      self = .mp3
    } else if head.count > 1, head[0] == 0xff, head[1] & 0xf6 == 0xf0 {
      self = .adts
    } else {
      return nil
    }
  }
}
