import EmotionCorpora
import Foundation
import Testing

@Suite("Manifests")
struct ManifestTests {
  private func error(_ body: () throws -> Void) -> CorpusError? {
    do { try body() } catch let error as CorpusError { return error } catch { return nil }
    return nil
  }

  @Test("all columns, quoted fields, CR LF, a byte order mark, blank lines, relative and absolute paths")
  func csv() throws {
    let folder = try TemporaryFolder(["audio/a, one.wav", "audio/b.wav", "c.wav"])
    let absolute = folder.file("c.wav").path
    try folder.write(
      "\u{FEFF}path,label,speaker,gender,corpus,sentence\r\n"
        + "\"audio/a, one.wav\",Anger,anna,f,mine,\"She said \"\"go\"\",\r\nand went\"\r\n\r\n"
        + "audio/b.wav,male_sad,ben,,mine,\r\n\(absolute),excited\r\n", to: "list.csv")
    let utterances = try CorpusReader.utterances(at: folder.file("list.csv"))
    try #require(utterances.count == 3)
    #expect(utterances[0].id == "mine/audio/a, one")
    #expect(utterances[0].emotion == "angry" && utterances[0].label == "Anger")
    #expect(utterances[0].qualifiedSpeaker == "mine/anna" && utterances[0].gender == .female)
    #expect(utterances[0].sentence == "She said \"go\",\r\nand went")
    #expect(utterances[0].url.path == folder.file("audio/a, one.wav").path)
    #expect(utterances[1].emotion == "sad" && utterances[1].gender == .male)
    #expect(utterances[1].label == "male_sad" && utterances[1].sentence == nil)
    #expect(utterances[2].emotion == "excited" && utterances[2].corpus == "list")
    #expect(!utterances[2].hasKnownSpeaker)
  }

  @Test("a manifest in a folder describes it; what predict --csv writes does not")
  func inFolder() throws {
    let folder = try TemporaryFolder(["wav/s1/a.wav", "wav/s1/unlisted.wav"])
    try folder.write("path,label\nwav/s1/a.wav,happy\n", to: "manifest.csv")
    #expect(try CorpusReader.utterances(at: folder.url).count == 1)

    let predicted = try TemporaryFolder(["happy/a.wav"])
    try predicted.write("path,label,confidence,happy\nhappy/a.wav,sad,0.9,0.1\n", to: "out.csv")
    #expect(try CorpusReader.utterances(at: predicted.url).map(\.emotion) == ["happy"])
  }

  @Test("gaps are filled from the names of known corpora")
  func gaps() throws {
    let folder = try TemporaryFolder(["Actor_07/03-01-05-01-01-01-07.wav"])
    try folder.write(
      "path,label,corpus\nActor_07/03-01-05-01-01-01-07.wav,angry,RAVDESS\n", to: "list.csv")
    let clip = try #require(try CorpusReader.utterances(at: folder.url).first)
    #expect(clip.qualifiedSpeaker == "ravdess/07" && clip.gender == .male)
  }

  @Test("entries without file, label or second ones are set aside")
  func setAside() throws {
    let folder = try TemporaryFolder(["a.wav", "b.wav"])
    try folder.write(
      "path;label;speaker\na.wav;happy;1\ngone.wav;sad;1\nb.wav;;1\na.wav;sad;1\n;sad;1\n", to: "list.csv")
    let listing = try CorpusReader.listing(at: folder.file("list.csv"))
    #expect(listing.utterances.map(\.emotion) == ["happy"])
    #expect(listing.setAside.map(\.reason) == [.missing, .noLabel, .listedTwice, .noPath])
  }

  @Test("what is wrong with a manifest is said with its line")
  func malformed() throws {
    let folder = try TemporaryFolder(["a.wav"])
    func error(_ text: String, _ name: String = "list.csv") throws -> CorpusError? {
      let url = try folder.write(text, to: name)
      return self.error { _ = try CorpusReader.utterances(at: url) }
    }
    let path = folder.file("list.csv").path
    #expect(
      try error("path,label\na.wav,happy\na.wav,\"sad\n")
        == .malformedLine(path: path, line: 3, problem: .unclosedQuote))
    #expect(
      try error("path,label\na.wav,\"sad\" x\n")
        == .malformedLine(path: path, line: 2, problem: .textAfterQuote))
    #expect(
      try error("path,label\na.wav,happy,today\n")
        == .malformedLine(path: path, line: 2, problem: .tooManyFields(found: 3, expected: 2)))
    #expect(
      try error("name,label\na.wav,happy\n")
        == .missingColumn(path: path, column: "column \"path\"", found: ["name", "label"]))
    let none = try #require(try error("path,label\nb.wav,happy\n"))
    #expect(none.description.contains("b.wav: no such file"))
    #expect(none.description.contains("from the manifest's own folder"))
    #expect(
      try error("{\"wav\": \"a.wav\", \"emo\": \"happy\"}\nnonsense\n", "list.jsonl")
        == .malformedLine(path: folder.file("list.jsonl").path, line: 2, problem: .notAnObject))
  }

  @Test("JSON lines as EmoBox writes them, paths from the root of its repository")
  func jsonLines() throws {
    let folder = try TemporaryFolder([
      "downloads/ravdess/Actor_11/03-01-07-02-02-02-11.wav", "downloads/other/x1.wav", "data/mine/y.wav",
    ])
    try folder.write(
      """
      {"key": "ravdess-03-01-07-02-02-02-11", "dataset": "ravdess", "wav": "downloads/ravdess/Actor_11/03-01-07-02-02-02-11.wav", "type": "raw", "sample_rate": 48000, "num_frame": 179379.0, "task": "category", "length": 3.7370625, "emo": "Disgust", "channel": 1}
      {"key": "x1", "dataset": "other", "wav": "downloads/other/x1.wav", "emo": "hap", "spk": 7, "sex": "F", "start_time": 0}

      {"wav": "y.wav", "label": "Boredem", "speaker": "anna"}
      """, to: "data/mine/fold_1/test.jsonl")
    try FileManager.default.moveItem(
      at: folder.file("data/mine/y.wav"), to: folder.file("data/mine/fold_1/y.wav"))
    for url in [folder.file("data/mine/fold_1/test.jsonl"), folder.file("data")] {
      let utterances = try CorpusReader.utterances(at: url)
      try #require(utterances.count == 3)
      #expect(utterances[0].qualifiedSpeaker == "ravdess/11" && utterances[0].gender == .male)
      #expect(utterances[0].emotion == "disgust" && utterances[0].label == "Disgust")
      #expect(utterances[0].id == "ravdess/ravdess-03-01-07-02-02-02-11")
      #expect(utterances[1].qualifiedSpeaker == "other/7" && utterances[1].gender == .female)
      #expect(utterances[1].emotion == "happy")
      #expect(utterances[2].emotion == "boredom" && utterances[2].corpus == "test")
    }
  }
}
