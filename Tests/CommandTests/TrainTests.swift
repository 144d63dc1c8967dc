import Foundation
import Testing

/// The whole path with the real programs: a corpus is synthesised, trained on, interrupted, resumed, and evaluated on
/// voices that were left out.
@Suite("speech-emotion train", .serialized)
struct TrainTests {
  static let hasSynthesiser = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/espeak-ng") }
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let leftOut = "synthetic/m01,synthetic/f02,synthetic/m03,synthetic/f04"

  /// Our recipe with a network and a number of epochs that a test has time for.
  private func writeSmallRecipe(to url: URL) throws {
    let printed = try CommandLineProgram.speechEmotion.run(["train", "--print-recipe", "conv-lstm"])
    try #require(printed.status == 0, "\(printed.errors)")
    var recipe = try #require(printed.json() as? [String: Any])
    recipe["epochs"] = 14
    recipe["batch_size"] = 16
    recipe["precision"] = "fp32"
    recipe["augmentation"] = [
      ["type": "time_mask", "count": 1, "maximum_seconds": 0.2],
      ["type": "frequency_mask", "count": 2, "maximum_bins": 8],
    ]
    recipe["network"] = [
      "input_size": 80,
      "layers": [
        ["type": "conv1d", "channels": 48, "kernel_size": 5, "bias": false], ["type": "batch_norm"],
        ["type": "activation", "function": "relu"], ["type": "max_pool", "size": 4],
        ["type": "lstm", "hidden_size": 32, "bidirectional": true],
        ["type": "attention_statistics_pool", "hidden_size": 32], ["type": "dense", "units": 12],
        ["type": "softmax"],
      ],
    ]
    try JSONSerialization.data(withJSONObject: recipe).write(to: url)
  }

  @Test(
    "a corpus becomes a model that is right on voices left out, whatever interrupts the training",
    .enabled(if: hasSynthesiser, "espeak-ng is not on PATH: make test installs it"), .timeLimit(.minutes(40)))
  func wholePath() throws {
    try TemporaryFolder.with { folder in
      let corpus = folder.appending(path: "acted").path
      let synthesis = try CommandLineProgram(url: Self.root.appending(path: "Scripts/synthesize-voices"))
        .run(["--voices", "14", "--sentences", "4", "--output", corpus])
      try #require(synthesis.status == 0, "\(synthesis.errors)")
      let recipe = folder.appending(path: "small.json")
      try writeSmallRecipe(to: recipe)
      let model = folder.appending(path: "acted.emotionmodel").path
      let arguments = [
        "train", corpus, "--recipe", recipe.path, "--test-speakers", Self.leftOut, "--output", model,
        "--cache", folder.appending(path: "cache").path, "--seed", "1",
      ]

      // Interrupted in the middle, as by Ctrl-C.
      let interrupted = try CommandLineProgram.speechEmotion.interrupt(
        arguments, when: { $0.contains("epoch 3/14  loss") }, in: folder)
      #expect(interrupted.status == 130)
      #expect(interrupted.errors.contains("--resume"))
      #expect(!FileManager.default.fileExists(atPath: model))

      let again = try CommandLineProgram.speechEmotion.run(arguments)
      #expect(again.status == 1)
      #expect(again.errors.contains("--resume"), "a run that is there is not written over: \(again.errors)")

      let resumed = try CommandLineProgram.speechEmotion.run(arguments + ["--resume"])
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(!resumed.errors.contains("epoch 3/14  loss"))
      #expect(resumed.errors.contains("epoch 14/14  loss"))

      let evaluated = try CommandLineProgram.speechEmotion.run(
        ["evaluate", corpus, "--model", model, "--test-speakers", "--json"])
      let report = try #require(evaluated.json() as? [String: Any])
      let recall = try #require(report["unweighted_average_recall"] as? Double)
      #expect(recall > 0.85, "mean recall on voices left out is \(recall)")
      #expect(report["speakers"] as? Int == 4)
      #expect(report["clips"] as? Int == 4 * 4 * 6)

      let predicted = try CommandLineProgram.speechEmotion.run(
        ["predict", "--model", model, "--json", corpus + "/wav/m01"])
      let answers = try #require(predicted.json() as? [[String: Any]])
      #expect(answers.count == 24)
      #expect(answers.count { $0["gender"] as? String == "male" } >= 22)

      try join(model, with: model, corpus: corpus, in: folder)
      try crossValidate(corpus, recipe: recipe, in: folder)
    }
  }

  /// Two models become one; it is not written over, and a model that agrees with itself says what it said alone.
  private func join(_ one: String, with other: String, corpus: String, in folder: URL) throws {
    let both = folder.appending(path: "both.emotionmodel").path
    let arguments = [
      "train", corpus, "--join", one, "--join", other, "--test-speakers", Self.leftOut, "--output", both,
      "--cache", folder.appending(path: "cache").path, "--seed", "1",
    ]
    let joined = try CommandLineProgram.speechEmotion.run(arguments)
    #expect(joined.status == 0, "\(joined.errors)")
    #expect(try CommandLineProgram.speechEmotion.run(arguments).errors.contains("--overwrite"))
    func scores(_ model: String) throws -> [String: Any] {
      let outcome = try CommandLineProgram.speechEmotion.run(["model", "info", model, "--json"])
      let manifest = try #require(outcome.json() as? [String: Any], "\(outcome.errors)")
      return try #require(manifest["scores"] as? [String: Any])
    }
    let (alone, together) = (try scores(one), try scores(both))
    for name in ["test/accuracy", "test/clips", "validation/accuracy"] {
      #expect(alone[name] as? Double == together[name] as? Double, "\(name)")
    }
  }

  /// Two folds of an epoch each, begun, refused, resumed, and with other folds refused again.
  private func crossValidate(_ corpus: String, recipe: URL, in folder: URL) throws {
    let output = folder.appending(path: "folds")
    let arguments = [
      "train", corpus, "--recipe", recipe.path, "--epochs", "1", "--folds", "speakers:2", "--output",
      output.path,
      "--cache", folder.appending(path: "cache").path,
    ]
    let finished = try CommandLineProgram.speechEmotion.run(arguments + ["--pictures"])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.text.contains("Speaker-independent"))
    #expect(finished.text.contains("2 of 2 runs finished"))
    #expect(finished.text.contains("1 epoch instead of the recipe's 14."))
    let page = try String(contentsOf: output.appending(path: "report.html"), encoding: .utf8)
    #expect(page.hasPrefix("<!DOCTYPE html>") && !page.contains("http-equiv"))
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: output.appending(path: "report.json")))
        as? [String: Any])
    #expect((report["results"] as? [Any])?.count == 2 && report["summary"] != nil)
    let pictures = try FileManager.default.contentsOfDirectory(
      atPath: output.appending(path: "pictures").path)
    #expect(pictures.contains("seed-confusion.svg"))

    let again = try CommandLineProgram.speechEmotion.run(arguments)
    #expect(again.status == 1 && again.errors.contains("--resume"))
    let resumed = try CommandLineProgram.speechEmotion.run(arguments + ["--resume"])
    #expect(resumed.status == 0 && !resumed.errors.contains("epoch 1/1  loss"), "\(resumed.errors)")
    let other = try CommandLineProgram.speechEmotion.run(arguments + ["--resume", "--seeds", "1,2"])
    #expect(other.status == 1 && other.errors.contains("other folds, seeds or clips"))
  }

  @Test("errors name what was tried and what to do")
  func errors() throws {
    try TemporaryFolder.with { folder in
      let nothing = try CommandLineProgram.speechEmotion.run(["train"], in: folder)
      #expect(nothing.status == 64)
      let missing = try CommandLineProgram.speechEmotion.run(["train", folder.path], in: folder)
      #expect(missing.status == 1)
      #expect(missing.errors.contains(folder.path))
      let recipe = try CommandLineProgram.speechEmotion.run(
        ["train", folder.path, "--recipe", "transformer"], in: folder)
      #expect(recipe.status == 1)
      #expect(recipe.errors.contains("conv-lstm, seed"))
      for (options, complaint) in [
        (["--folds", "speakers:1"], "loso, corpora, list:FILE"),
        (["--folds", "speakers:3", "--seeds", "1,1"], "different"),
        (["--seeds", "1"], "belong to --folds"),
        (["--join", "a.emotionmodel"], "at least two models"),
        (["--join", "a.emotionmodel", "--join", "b.emotionmodel", "--epochs", "2"], "trains nothing"),
        (["--join", "a.emotionmodel", "--join", "b.emotionmodel"], "a.emotionmodel"),
        (["--folds", "loso", "--test-speakers", "a/b"], "--test-speakers"),
      ] {
        let refused = try CommandLineProgram.speechEmotion.run(["train", folder.path] + options, in: folder)
        #expect(refused.status != 0 && refused.errors.contains(complaint), "\(options): \(refused.errors)")
      }
    }
  }
}

extension CommandLineProgram {
  /// Runs the program and sends SIGINT once its standard error says something.
  fileprivate func interrupt(
    _ arguments: [String], when isTime: (String) -> Bool, in folder: URL
  ) throws -> (status: Int32, errors: String) {
    let file = folder.appending(path: "interrupted.log")
    try Data().write(to: file)
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: file)
    try process.run()
    while process.isRunning {
      if isTime(try String(contentsOf: file, encoding: .utf8)) {
        process.interrupt()
        break
      }
      Thread.sleep(forTimeInterval: 0.05)
    }
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOf: file, encoding: .utf8))
  }
}
