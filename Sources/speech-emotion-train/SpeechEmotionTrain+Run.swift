import EmotionCorpora
import EmotionTraining
import TerminalInterface

/// What training and joining begin with.
extension SpeechEmotionTrain {
  /// The clips, and who is trained on, who chooses and who is tested.
  func makeRun(_ recipe: TrainingRecipe) throws -> TrainingRun {
    let utterances = try data.utterances()
    let testSpeakers =
      try data.testSpeakers.map { try SpeakerList(text: $0).speakers(among: utterances) } ?? []
    return try TrainingRun(
      recipe: recipe, utterances: utterances, testSpeakers: testSpeakers, seed: training.seed)
  }

  /// Decodes the clips, with a progress line.
  func prepare(_ run: TrainingRun) throws -> TrainingData {
    try data.preparing(run.split.training.count, rejections: \.clips.rejections) {
      try run.prepare(cache: $0, progress: $1)
    }
  }

  /// Adds who chooses, who is tested and what is left out to a plan, and prints it; `withoutValidation` says what it means that no
  /// speaker can be spared to choose.
  func printPlan(
    _ block: KeyValueBlock, _ run: TrainingRun, _ data: TrainingData, withoutValidation: String = ""
  ) {
    var block = block
    let speakers = Set(data.validation.map { data.clips.utterances[$0].qualifiedSpeaker }).sorted()
    block.append(
      "inner validation",
      speakers.isEmpty
        ? "none: too few speakers to spare any" + withoutValidation
        : "\(NumberFormat.count(data.validation.count, "clip")) of \(speakers.joined(separator: ", "))")
    block.append(
      "test",
      run.split.testSpeakers.isEmpty
        ? "none: name speakers with --test-speakers to have an honest score"
        : "\(NumberFormat.count(run.split.test.count, "clip")) of "
          + run.split.testSpeakers.sorted().joined(separator: ", "))
    if run.split.unlabelledCount > 0 {
      block.append(
        "left out",
        "\(NumberFormat.count(run.split.unlabelledCount, "clip")) with an emotion that "
          + "the scheme \(run.scheme.name) does not have")
    }
    for line in block.lines(for: .standardError) { Output.writeError(line + "\n") }
  }
}
