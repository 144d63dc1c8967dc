public import Foundation

extension AudioError: CustomStringConvertible, LocalizedError {
  /// What was tried, what was found and what to do, in one or two sentences.
  public var description: String {
    switch self {
    case .missing(let path):
      "There is no file at \(path). Check the spelling and the folder you are in."
    case .unreadable(let path, let errorNumber):
      errorNumber == EACCES || errorNumber == EPERM
        ? "No permission to read \(path). Ask its owner for it, or run `chmod +r` on the file."
        : "Reading \(path) failed: \(Self.reason(errorNumber)). Check the disk, or copy the file elsewhere and"
          + " try again."
    case .isFolder(let path):
      "\(path) is a folder, and one audio file was expected. Name a file inside it."
    case .notAFile(let path):
      "\(path) is not a file on this computer. Save the audio as a file and name that."
    case .emptyFile(let path):
      "\(path) is empty: 0 bytes. Copy, download or record it again."
    case .notAudio(let path):
      "\(path) is not audio of any format known here. Give a WAV, FLAC, Ogg, Opus, MP3, AIFF or M4A file;"
        + " raw samples without a header need one first."
    case .damaged(let path, let container, let detail):
      "\(path) begins like \(container), but no audio could be decoded (\(detail)). It is damaged or of a kind"
        + " not known here: convert it to WAV with the program that made it, or get a new copy."
    case .ffmpegMissing(let path, let container):
      "\(path) is \(container), which needs the program ffmpeg, and none is on the PATH. Install it"
        + " (`apt install ffmpeg`), or convert the file to WAV or FLAC."
    case .ffmpegFailed(let path, let exitStatus, let message):
      "ffmpeg could not decode \(path) (exit status \(exitStatus)\(message.isEmpty ? "" : ": \(message)"))."
        + " Try `ffmpeg -i FILE out.wav` by hand to see more."
    case .noChannels(let path):
      "\(path) has no audio channel. If it is a video, it has no sound; otherwise its header is damaged:"
        + " export it again."
    case .unsupportedSampleRate(let path, let sampleRate):
      "\(path) has a sample rate of \(sampleRate) Hz; \(AudioFormats.sampleRates.lowerBound) to"
        + " \(AudioFormats.sampleRates.upperBound) Hz are supported. Most likely its header is damaged: export"
        + " it again."
    case .nonFiniteSamples(let path, let seconds):
      "\(path) has samples that are not finite numbers (NaN or infinity), the first at \(Self.seconds(seconds))."
        + " Repair what produced it, or export it as 16-bit WAV."
    case .tooLong(let path, let maximumSeconds):
      "\(path) is longer than the \(Self.seconds(maximumSeconds)) that may be loaded at once. Split it, or"
        + " read it as a stream with AudioReader."
    case .tooShort(let path, let seconds, let minimumSeconds):
      "\(path) lasts \(Self.seconds(seconds)), and at least \(Self.seconds(minimumSeconds)) are needed. Give a"
        + " longer recording."
    case .silent(let path, let seconds):
      "\(path) is digital silence: nothing can be heard in its \(Self.seconds(seconds)). Check the microphone"
        + " or the export that made it."
    case .unknownWritingFormat(let path, let fileExtension):
      "Cannot tell the format of \(path) by "
        + (fileExtension.isEmpty ? "its name, which has no extension" : "the extension .\(fileExtension)")
        + ". End the name in .wav or .flac."
    case .unsupportedWritingFormat(let path, let container, let encoding, let sampleRate):
      "\(container) cannot hold \(encoding.name) audio at \(sampleRate) Hz, as asked for \(path). Choose another"
        + " encoding, or write .wav."
    case .unwritable(let path, let errorNumber):
      "Writing \(path) failed: \(Self.reason(errorNumber)). Check that its folder exists, can be written to and"
        + " has room."
    case .resamplingFailed(let inputSampleRate, let outputSampleRate, let detail):
      "Converting audio from \(inputSampleRate) Hz to \(outputSampleRate) Hz failed (\(detail)). Use rates from"
        + " \(AudioFormats.sampleRates.lowerBound) to \(AudioFormats.sampleRates.upperBound) Hz."
    case .encodingFailed(let codec, let kilobits, let detail):
      "Encoding audio as \(codec) at \(kilobits) kbit/s failed (\(detail)). Install libsndfile 1.1 or later, and"
        + " see that the folder for temporary files has room."
    }
  }

  /// The same as `description`.
  public var errorDescription: String? { description }

  private static func reason(_ errorNumber: Int32) -> String { POSIXReason.text(errorNumber) }

  static func seconds(_ value: Double) -> String {
    switch value {
    case 0: "0 s"
    case ..<0.1: String(format: "%.2g s", value)
    case ..<120: String(format: "%.2f s", value)
    case ..<7200: String(format: "%.1f min", value / 60)
    default: String(format: "%.1f h", value / 3600)
    }
  }
}
