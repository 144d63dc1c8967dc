import EmotionCorpora
import Foundation
import Testing

@Suite("Folds by list")
struct FoldListTests {
  private func error(_ list: FoldList, _ people: [Utterance]) -> FoldError? {
    do { _ = try list.folds(of: people) } catch { return error }
    return nil
  }

  @Test("EmoBox's six folds test each of RAVDESS's actors once, women and men alike")
  func emobox() throws {
    let list = try #require(FoldList(named: "emobox-ravdess"))
    let actors = (1...24).map { String(format: "ravdess/%02d", $0) }
    let folds = try list.folds(of: utterances(speakers: actors))
    #expect(folds.map(\.name) == ["f1", "f2", "f3", "f4", "f5", "f6"])
    #expect(folds[0].testIndices == [0, 10, 19, 20])
    #expect(folds.flatMap(\.testIndices).sorted() == Array(0..<24))
  }

  @Test("the shipped model's test speakers, also where one of the corpora is absent")
  func heldOut() throws {
    let speakers = ["ravdess/01", "ravdess/02", "ravdess/11", "ravdess/20", "ravdess/21", "tess/OAF"]
    let folds = try FoldList.heldOut.folds(of: utterances(speakers: speakers))
    #expect(folds.map(\.testIndices) == [[0, 2, 3, 4]])
  }

  @Test("entries may be short where that is clear, and name clips")
  func entries() throws {
    let people = utterances(speakers: ["ravdess/03", "ravdess/04", "emodb/03", "tess/OAF"])
    func tested(_ entry: String) throws -> [Int] {
      try FoldList(name: "l", folds: [.init(name: "f", test: [entry])]).folds(of: people)[0].testIndices
    }
    #expect(try tested("ravdess/03") == [0])
    #expect(try tested("ravdess/3") == [0])
    #expect(try tested("4") == [1])
    #expect(try tested("OAF") == [3])
    #expect(try tested("emodb/clip2") == [2])
    let list = FoldList(name: "l", folds: [.init(name: "f", test: ["3"])])
    #expect(
      error(list, people)
        == .ambiguousEntry(list: "l", fold: "f", entry: "3", candidates: ["emodb/03", "ravdess/03"]))
    let wrong = FoldList(name: "l", folds: [.init(name: "f", test: ["ravdess/25"])])
    #expect(error(wrong, people)?.description.contains("There are: emodb/03, ravdess/03") == true)
    let empty = FoldList(name: "l", folds: [.init(name: "f", test: ["savee/DC"])])
    #expect(error(empty, people) == .emptyFold(list: "l", fold: "f"))
  }

  @Test("lists are read from JSON and from text")
  func files() throws {
    let folder = try TemporaryFolder()
    let expected = [
      FoldList.Part(name: "f1", test: ["ravdess/01", "ravdess/11"]),
      FoldList.Part(name: "f2", test: ["tess/OAF"]),
    ]
    let text = try folder.write(
      "# mine\nf1: ravdess/01, ravdess/11\n\nf2:\ttess/OAF # the older woman\n", to: "mine.txt")
    #expect(try FoldList(contentsOf: text) == FoldList(name: "mine", folds: expected))
    let json = try folder.write(
      #"{"name": "own", "folds": [{"name": "f1", "test": ["ravdess/01", "ravdess/11"]}, {"name": "f2", "test": ["tess/OAF"]}]}"#,
      to: "own.json")
    #expect(try FoldList(contentsOf: json) == FoldList(name: "own", folds: expected))

    let broken = try folder.write("f1: a\nnonsense\n", to: "broken.txt")
    #expect(throws: FoldError.malformedLine(path: broken.path, line: 2, text: "nonsense")) {
      try FoldList(contentsOf: broken)
    }
    #expect(throws: FoldError.self) { try FoldList(contentsOf: folder.file("nowhere.json")) }
    let empty = try folder.write("# nothing\n", to: "empty.txt")
    #expect(throws: FoldError.unreadableList(path: empty.path, reason: "it has no folds")) {
      try FoldList(contentsOf: empty)
    }
  }
}
