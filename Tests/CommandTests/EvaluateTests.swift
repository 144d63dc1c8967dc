import Foundation
import TestSupport
import Testing

@Suite("speech-emotion evaluate")
struct EvaluateTests {
  @Test("--json has the scores that follow from predict's answers")
  func scores() throws {
    try Workplace.with { place in
      try place.writeCorpus()
      let predicted = try #require(
        try place.runWithModel("predict", "ravdess", "--json").json() as? [[String: Any]])
      let outcome = try place.runWithModel("evaluate", "ravdess", "--json")
      #expect(outcome.status == 0)
      let report = try #require(try outcome.json() as? [String: Any])
      for key in [
        "accuracy", "unweighted_average_recall", "macro_f1", "labels", "confusion_matrix", "per_class",
        "clips",
        "speakers", "split", "per_corpus", "per_speaker",
      ] { #expect(report[key] != nil, "\(key)") }
      #expect(report["labels"] as? [String] == TestModel.labels)
      #expect(report["clips"] as? Int == 12 && report["speakers"] as? Int == 3)
      #expect(
        (report["per_speaker"] as? [String: Any])?.keys.sorted() == [
          "ravdess/01", "ravdess/02", "ravdess/03",
        ])

      var matrix = Array(repeating: Array(repeating: 0, count: 12), count: 12)
      for object in predicted {
        let truth = try trueLabel(#require(object["path"] as? String))
        let row = try #require(TestModel.labels.firstIndex(of: truth))
        let label = try #require(object["label"] as? String)
        matrix[row][try #require(TestModel.labels.firstIndex(of: label))] += 1
      }
      #expect(report["confusion_matrix"] as? [[Int]] == matrix)
      let right = matrix.indices.reduce(0) { $0 + matrix[$1][$1] }
      #expect(report["accuracy"] as? Double == Double(right) / 12)
    }
  }

  /// What the scheme calls a clip of the little RAVDESS.
  private func trueLabel(_ path: String) -> String {
    let parts = path.split(separator: "/").last?.split(separator: ".").first?.split(separator: "-") ?? []
    let emotions = ["01": "calm", "03": "happy", "04": "sad", "05": "dislike"]
    let gender = (Int(parts.last ?? "") ?? 0) % 2 == 1 ? "male" : "female"
    return "\(gender)_\(emotions[String(parts[2])] ?? "")"
  }

  @Test("clips that the model was trained on are warned about; held-out speakers are not")
  func split() throws {
    try Workplace.with { place in
      try place.writeCorpus()
      let all = try place.runWithModel("evaluate", "ravdess", "--json")
      #expect(all.status == 0)
      #expect(all.errors.contains("4 of the 12 clips") && all.errors.contains("training data"))
      let report = try #require(try all.json() as? [String: Any])
      #expect(report["clips_in_training_data"] as? Int == 4 && report["clips_held_out"] as? Int == 8)

      let test = try place.runWithModel("evaluate", "ravdess", "--test-speakers")
      #expect(test.status == 0 && test.errors.isEmpty)
      #expect(test.text.contains("8 clips of 2 speakers held out of training (ravdess/01, ravdess/02)"))
    }
  }

  @Test("on paper: the report, the scores, the matrix and the speakers")
  func text() throws {
    try Workplace.with { place in
      try place.writeCorpus()
      let outcome = try place.runWithModel("evaluate", "ravdess", "--speakers", "ravdess/01,02")
      #expect(outcome.status == 0)
      #expect(outcome.text.contains("              precision    recall  f1-score   support\n"))
      for words in [
        "accuracy", "mean recall (UA)", "macro F1", "true ↓ said →", "ravdess/02", "weighted avg",
      ] {
        #expect(outcome.text.contains(words), "\(words)")
      }
      #expect(!outcome.text.contains("ravdess/03"))
      let narrow = try place.runWithModel(
        "evaluate", "ravdess", "--test-speakers", environment: ["COLUMNS": "50"])
      #expect(narrow.text.contains("taken for"))
    }
  }

  @Test("--scheme six sums over gender, and clips without a class are left out and counted")
  func six() throws {
    try Workplace.with { place in
      try place.writeCorpus("corpora/ravdess")
      try place.writeVoice("corpora/emodb/wav/03a01La.wav")  // boredom
      try place.writeVoice("corpora/emodb/wav/03a01Fa.wav")
      let outcome = try place.runWithModel("evaluate", "corpora", "--scheme", "six", "--json")
      #expect(outcome.status == 0)
      let report = try #require(try outcome.json() as? [String: Any])
      #expect(report["labels"] as? [String] == ["calm", "happy", "sad", "dislike", "fearful", "surprised"])
      #expect(report["clips"] as? Int == 13 && report["clips_without_label"] as? Int == 1)
      #expect((report["per_corpus"] as? [String: Any])?.keys.sorted() == ["emodb", "ravdess"])
      let one = try place.runWithModel("evaluate", "corpora", "--corpus", "emodb", "--json")
      #expect((try one.json() as? [String: Any])?["clips"] as? Int == 1)
    }
  }

  @Test("a clip that cannot be read is named, counted, and makes the exit status 1")
  func unreadable() throws {
    try Workplace.with { place in
      try place.writeCorpus()
      try place.write(Data("not audio".utf8), to: "ravdess/Actor_01/03-01-06-01-01-01-01.wav")
      let outcome = try place.runWithModel("evaluate", "ravdess", "--json")
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("03-01-06-01-01-01-01.wav"))
      let report = try #require(try outcome.json() as? [String: Any])
      #expect(report["clips"] as? Int == 12 && report["clips_unanswered"] as? Int == 1)
    }
  }

  @Test(
    "errors name what is there instead",
    arguments: [
      (["nowhere"], "nothing at"), (["ravdess", "--speakers", "ravdess/09"], "ravdess/01, ravdess/02"),
      (["ravdess", "--corpus", "tess"], "It holds ravdess"),
      (["ravdess", "--scheme", "emodb7"], "seed, six"),
      (["other", "--test-speakers"], "held out"),
    ])
  func errors(arguments: [String], words: String) throws {
    try Workplace.with { place in
      try place.writeCorpus()
      try place.writeVoice("other/happy/a.wav")
      let outcome = try place.run(["evaluate", "--model", place.model] + arguments)
      #expect(outcome.status == 1 && outcome.output.isEmpty)
      #expect(outcome.errors.hasPrefix("Error: ") && outcome.errors.contains(words))
    }
  }
}
