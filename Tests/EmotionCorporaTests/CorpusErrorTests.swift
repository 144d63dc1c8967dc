import EmotionCorpora
import Foundation
import Testing

@Suite("What readers say when there is nothing to read")
struct CorpusErrorTests {
  private func message(at url: URL, format: CorpusFormat? = nil) -> String {
    do {
      _ = try CorpusReader.utterances(at: url, format: format)
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test("an unrecognised folder: what was found, what was looked for, an example of each")
  func unrecognised() throws {
    let folder = try TemporaryFolder(["take1.wav", "sub/take2.mp3"])
    let text = message(at: folder.url)
    #expect(text.contains("it holds 2 audio files (such as take1.wav, take2.mp3)"))
    for format in CorpusFormat.allCases {
      #expect(text.contains(format.name) && text.contains(format.example))
    }
    let empty = try TemporaryFolder()
    #expect(message(at: empty.url).contains("it holds no audio files"))
    let forced = message(at: folder.url, format: .tess)
    #expect(forced.contains("OAF_back_angry.wav") && !forced.contains("1001_DFA"))
  }

  @Test("a path that is missing, a recording, or another kind of file")
  func paths() throws {
    let folder = try TemporaryFolder(["voice.wav", "notes.pdf"])
    #expect(message(at: folder.file("nowhere")).contains("There is nothing at"))
    #expect(message(at: folder.file("voice.wav")).contains("is one recording, not a corpus"))
    #expect(message(at: folder.file("notes.pdf")).contains("neither a folder nor a manifest"))
  }
}
