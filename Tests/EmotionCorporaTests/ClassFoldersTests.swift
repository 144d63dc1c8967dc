import EmotionCorpora
import Foundation
import Testing

@Suite("A folder a class")
struct ClassFoldersTests {
  private func read(_ files: [String], at path: String = "") throws -> [String: Utterance] {
    let folder = try TemporaryFolder(files.map { "voices/" + $0 })
    let utterances = try CorpusReader.utterances(at: folder.file("voices/" + path))
    return Dictionary(uniqueKeysWithValues: utterances.map { ($0.id, $0) })
  }

  @Test("emotion words, label names, and words of one's own beside them")
  func classes() throws {
    let clips = try read(["Happy/a.wav", "male_dislike/b.wav", "excited/c.wav", "README.txt"])
    #expect(clips.count == 3)
    #expect(clips["voices/Happy/a"]?.emotion == "happy")
    #expect(clips["voices/Happy/a"]?.label == "Happy")
    #expect(clips["voices/Happy/a"]?.hasKnownSpeaker == false)
    #expect(clips["voices/male_dislike/b"]?.gender == .male)
    #expect(clips["voices/male_dislike/b"].flatMap(LabelScheme.seed.label) == "male_dislike")
    #expect(clips["voices/excited/c"]?.emotion == "excited")
  }

  @Test("the speaker: a folder below the class, a file name's beginning, or a folder above")
  func speakers() throws {
    let below = try read([
      "sad/anna/a.wav", "sad/speaker_ben/a.wav", "sad/speaker-7_take2.wav", "sad/spk12.wav",
    ])
    #expect(below["voices/sad/anna/a"]?.speaker == "anna")
    #expect(below["voices/sad/speaker_ben/a"]?.speaker == "ben")
    #expect(below["voices/sad/speaker-7_take2"]?.speaker == "7")
    #expect(below["voices/sad/spk12"]?.speaker == "12")
    let above = try read(["Actor_01/happy/a.wav", "Actor_02/happy/a.wav"])
    #expect(above["voices/Actor_01/happy/a"]?.qualifiedSpeaker == "voices/01")
    #expect(above["voices/Actor_02/happy/a"]?.qualifiedSpeaker == "voices/02")
  }

  @Test("several sets of classes, one class alone, and files named after their class")
  func places() throws {
    let sets = try read(["one/happy/a.wav", "two/happy/a.wav"])
    #expect(Set(sets.values.map(\.corpus)) == ["one", "two"])
    let alone = try read(["sad/a.wav", "sad/b.wav"], at: "sad")
    #expect(alone.keys.sorted() == ["voices/sad/a", "voices/sad/b"])
    let named = try read(["female_calm.opus", "male_happy-02.wav", "take1.wav"])
    #expect(named.count == 2)
    #expect(named["voices/female_calm"].flatMap(LabelScheme.seed.label) == "female_calm")
    #expect(named["voices/male_happy-02"]?.emotion == "happy")
  }

  @Test("names of known corpora win over folders, unless folders are asked for")
  func precedence() throws {
    let folder = try TemporaryFolder(["sad/03-01-05-01-01-01-01.wav", "sad/mine.wav"])
    let all = try CorpusReader.utterances(at: folder.url)
    #expect(all.map(\.emotion) == ["angry", "sad"])
    let forced = try CorpusReader.utterances(at: folder.url, format: .folders)
    #expect(forced.map(\.emotion) == ["sad", "sad"])
  }
}
