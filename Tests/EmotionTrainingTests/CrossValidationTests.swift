import EmotionCorpora
import EmotionEvaluation
import EmotionTraining
import Foundation
import SpeechEmotion
import SpeechFeatures
import Testing

@Suite("Cross-validation", .serialized)
struct CrossValidationTests {
  private func recipe(epochs: Int = 1) throws -> TrainingRecipe {
    var recipe = try TonesCorpus.recipe(epochs: epochs)
    recipe.augmentation = []
    return recipe
  }

  private func train(
    _ run: CrossValidation.Run, of validation: CrossValidation, in folder: CrossValidationFolder, cache: URL,
    startingFrom initial: ModelBundle? = nil
  ) throws -> FoldResult {
    let clips = try validation.prepare(cache: cache)
    let training = try validation.trainingRun(run)
    let data = try training.prepare(cache: cache)
    let members = try #require(try training.train(data: data, startingFrom: initial))
    let bundle = try training.bundle(
      members, data: data, after: [initial].compactMap { $0?.manifest }, notes: "")
    try bundle.write(to: folder.model(of: run))
    let result = try training.foldResult(
      of: bundle, members, run: run,
      audit: validation.audit(run, recordings: validation.recordings(in: clips)),
      data: data, clips: clips)
    try folder.keep(result, of: run)
    return result
  }

  @Test("a fold's answers are those of the model that it wrote, weights of its outputs and all")
  func weightedAnswers() throws {
    let corpus = try TonesCorpus(speakers: 6, clipsPerClass: 2)
    defer { corpus.remove() }
    var utterances = corpus.utterances
    // As much anger as disgust, and together four times as much dislike as happiness and sadness.
    for index in utterances.indices where utterances[index].emotion == "happy" {
      utterances[index].emotion = index.isMultiple(of: 2) ? "angry" : "disgust"
    }
    for index in utterances.indices
    where utterances[index].speaker == "s0" || utterances[index].speaker == "s1" {
      if utterances[index].emotion == "sad" { utterances[index].emotion = "happy" }
    }
    var recipe = try recipe()
    (recipe.scheme, recipe.answers, recipe.answerPriors, recipe.validationFraction) = (
      "full", "seed", .equal, 0
    )
    let validation = try CrossValidation(
      recipe: recipe, utterances: utterances, plan: .speakers(folds: 2, balancesGender: true), seeds: [0])
    #expect(validation.readings.filter(\.isWeighted).map(\.name).first == "seed")
    #expect(validation.readings.filter { !$0.isWeighted }.map(\.name).contains("full"))
    let folder = CrossValidationFolder(corpus.folder.appending(path: "folds"))
    try folder.begin(validation.emptyRecord(title: "tones", command: "train", hardware: "here", notes: []))
    let run = try #require(validation.runs.first)
    let result = try train(run, of: validation, in: folder, cache: corpus.folder.appending(path: "cache"))
    #expect(Set(try #require(result.outputWeights)).count > 1)

    let detector = try EmotionDetector(bundle: ModelBundle(contentsOf: folder.model(of: run)), gate: .off)
    let reading = try #require(validation.readings.first)
    for clip in result.clips {
      let url = try #require(utterances.first { $0.id == clip.id }).url
      let answered = try detector.prediction(forFile: url).values
      let read = reading.probabilities(
        of: Softmax.probabilities(of: clip.logits, temperature: result.temperature),
        weights: result.outputWeights)
      #expect(zip(answered, read).allSatisfy { abs($0 - $1) < 1e-4 })
    }
  }

  @Test("every fold tests speakers that it never hears, each clip once, and the record adds up")
  func wholePath() throws {
    let corpus = try TonesCorpus(speakers: 6, clipsPerClass: 2)
    defer { corpus.remove() }
    let validation = try CrossValidation(
      recipe: recipe(), utterances: corpus.utterances, plan: .speakers(folds: 2, balancesGender: true),
      seeds: [0, 4])
    let folder = CrossValidationFolder(corpus.folder.appending(path: "folds"))
    var record = try validation.emptyRecord(title: "tones", command: "train", hardware: "here", notes: [])
    try folder.begin(record)
    #expect(folder.matches(record))
    #expect(
      validation.runs.map(\.name) == ["fold-1-seed-0", "fold-2-seed-0", "fold-1-seed-4", "fold-2-seed-4"])
    for run in validation.runs {
      #expect(try folder.result(of: run) == nil)
      let result = try train(run, of: validation, in: folder, cache: corpus.folder.appending(path: "cache"))
      #expect(try folder.result(of: run) == result)
      #expect(result.audit.isSpeakerIndependent && result.audit.sharedRecordings == 0)
      #expect(Set(result.testSpeakers).isDisjoint(with: result.validationSpeakers))
      #expect(Set(result.clips.map(\.speaker)) == Set(result.testSpeakers))
      record.results.append(result)
    }
    for seed in [0, 4] as [UInt64] {
      let tested = record.results.filter { $0.seed == seed }.flatMap(\.clips).map(\.id)
      #expect(tested.sorted() == corpus.utterances.map(\.id).sorted())
    }
    let summary = try CrossValidationSummary(record, resamples: 10)
    #expect(summary.verdict.isSpeakerIndependent && !summary.verdict.isPartial)
    #expect(summary.readings.first?.confusion.total == 48)
    #expect(summary.readings.first?.together?.accuracy.count == 2)
    // The same folds of other clips: another division, though names and counts are the same.
    var moved = corpus.utterances
    for index in moved.indices where ["s0", "s2"].contains(moved[index].speaker) {
      moved[index].speaker = moved[index].speaker == "s0" ? "s2" : "s0"
    }
    moved[0].emotion = "sad"
    let other = try CrossValidation(
      recipe: recipe(), utterances: moved, plan: .speakers(folds: 2, balancesGender: true), seeds: [0, 4])
    #expect(
      try !folder.matches(other.emptyRecord(title: "tones", command: "train", hardware: "here", notes: [])))
    // Asked for something else, the folder is not taken up.
    record.seeds = [0]
    #expect(!folder.matches(record))
  }

  @Test("a run belongs to one process at a time")
  func claims() throws {
    let corpus = try TonesCorpus(speakers: 4, clipsPerClass: 1)
    defer { corpus.remove() }
    let validation = try CrossValidation(
      recipe: recipe(), utterances: corpus.utterances, plan: .leaveOneSpeakerOut)
    let folder = CrossValidationFolder(corpus.folder.appending(path: "folds"))
    var inner: Bool?
    let outer = try folder.claim(validation.runs[0]) {
      inner = try folder.claim(validation.runs[0]) {}
      #expect(try folder.claim(validation.runs[1]) {})
    }
    #expect(outer && inner == false)
    #expect(try folder.claim(validation.runs[0]) {})
  }

  @Test(
    "what leaks is found: speakers, copies under another name, carried weights, a model that knows the speaker"
  )
  func audits() throws {
    let corpus = try TonesCorpus(speakers: 4, clipsPerClass: 2)
    defer { corpus.remove() }
    let cache = corpus.folder.appending(path: "cache")
    func audit(_ validation: CrossValidation, _ run: Int) throws -> FoldResult.Audit {
      try validation.audit(
        validation.runs[run], recordings: validation.recordings(in: validation.prepare(cache: cache)))
    }
    let stratified = try audit(
      CrossValidation(recipe: recipe(), utterances: corpus.utterances, plan: .stratified(folds: 2, seed: 1)),
      0)
    #expect(!stratified.isSpeakerIndependent && !stratified.sharedSpeakers.isEmpty)

    let carried = try CrossValidation(
      recipe: recipe(), utterances: corpus.utterances, plan: .leaveOneSpeakerOut, carriesWeights: true)
    #expect(carried.runs[0].predecessor == nil && carried.runs[2].predecessor == carried.runs[1].name)
    #expect(try audit(carried, 0).isSpeakerIndependent)
    #expect(try !audit(carried, 1).isSpeakerIndependent)

    var copied = corpus.utterances
    let copy = corpus.folder.appending(path: "copy.wav")
    try FileManager.default.copyItem(at: copied[0].url, to: copy)
    copied.append(
      Utterance(id: "copy", url: copy, corpus: "tones", speaker: "s9", gender: .male, emotion: "sad"))
    let withCopy = try audit(
      CrossValidation(recipe: recipe(), utterances: copied, plan: .leaveOneSpeakerOut), 0)
    #expect(withCopy.sharedRecordings == 1 && !withCopy.isSpeakerIndependent)
    #expect(withCopy.findings.contains { $0.contains("copy") })

    let run = try TrainingRun(
      recipe: recipe(), utterances: corpus.utterances, testSpeakers: ["tones/s0"], seed: 0)
    let data = try run.prepare(cache: cache)
    let members = try #require(try run.train(data: data))
    let model = try run.bundle(members, data: data, notes: "")
    let started = try CrossValidation(
      recipe: recipe(), utterances: corpus.utterances, plan: .leaveOneSpeakerOut, initialModel: model)
    #expect(try audit(started, 0).isSpeakerIndependent)
    #expect(try !audit(started, 1).isSpeakerIndependent)
  }

  @Test("clips and folds that would be taken for each other are refused")
  func ambiguity() throws {
    let corpus = try TonesCorpus(speakers: 4, clipsPerClass: 1)
    defer { corpus.remove() }
    #expect(throws: TrainingDataError.self) {
      try CrossValidation(
        recipe: recipe(), utterances: corpus.utterances + corpus.utterances, plan: .leaveOneSpeakerOut)
    }
    let alike = FoldList(
      name: "alike", folds: [.init(name: "a/b", test: ["tones/s0"]), .init(name: "a-b", test: ["tones/s1"])])
    #expect(throws: TrainingDataError.equalFolds(name: "a-b")) {
      try CrossValidation(recipe: recipe(), utterances: corpus.utterances, plan: .list(alike))
    }
    #expect(throws: TrainingDataError.oneCorpus(name: "tones")) {
      try CrossValidation(recipe: recipe(), utterances: corpus.utterances, plan: .leaveOneCorpusOut)
    }
    // A model that was trained on shared speakers does not claim that it never heard them.
    let shared = try CrossValidation(
      recipe: recipe(), utterances: corpus.utterances, plan: .stratified(folds: 2, seed: 1))
    let run = try shared.trainingRun(shared.runs[0])
    #expect(Set(run.split.unheardSpeakers).isDisjoint(with: run.split.training.map(\.qualifiedSpeaker)))
  }

  @Test("only speakers of the tested corpora are divided; the others are always learnt from")
  func testedCorpora() throws {
    let corpus = try TonesCorpus(speakers: 6, clipsPerClass: 1)
    defer { corpus.remove() }
    var utterances = corpus.utterances
    for index in utterances.indices where index >= 8 { utterances[index].corpus = "other" }
    let validation = try CrossValidation(
      recipe: recipe(), utterances: utterances, plan: .leaveOneSpeakerOut, testedCorpora: ["tones"])
    #expect(validation.folds.map(\.name) == ["tones/s0", "tones/s1", "tones/s2", "tones/s3"])
    #expect(validation.folds.allSatisfy { $0.trainingIndices.count == 10 && $0.testIndices.count == 2 })
    #expect(throws: TrainingDataError.unknownCorpora(names: ["else"], known: ["other", "tones"])) {
      try CrossValidation(
        recipe: recipe(), utterances: utterances, plan: .leaveOneSpeakerOut, testedCorpora: ["else"])
    }
  }
}
