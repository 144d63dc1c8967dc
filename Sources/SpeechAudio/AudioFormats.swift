/// What can be read.
public enum AudioFormats {
  /// Sample rates that are believed and converted, in hertz. A header with another rate is damaged.
  public static let sampleRates: ClosedRange<Int> = 1000...768_000

  /// Lower-case extensions that libsndfile decodes, in process.
  static let nativeFileExtensions: Set<String> = [
    "wav", "wave", "bwf", "rf64", "w64", "flac", "ogg", "oga", "opus", "mp3", "mp2", "aif", "aiff", "aifc",
    "au",
    "snd", "caf", "sph", "nist",
  ]

  /// Lower-case extensions that need an ffmpeg on the search path.
  static let ffmpegFileExtensions: Set<String> = [
    "m4a", "m4b", "mp4", "m4v", "mov", "3gp", "3g2", "aac", "webm", "mkv", "mka", "amr", "awb", "wma", "wmv",
    "asf", "ac3", "eac3", "dts", "ape", "wv", "tta", "mpc", "spx", "ogv", "ogx", "avi", "flv", "ts", "mpg",
    "mpeg", "ra", "rm", "voc", "qcp", "gsm",
  ]

  /// Lower-case extensions, without the dot, by which a walk through a folder picks audio files.
  ///
  /// They choose among names only: what a file is, is told by its content.
  public static let fileExtensions: Set<String> = nativeFileExtensions.union(ffmpegFileExtensions)
}
