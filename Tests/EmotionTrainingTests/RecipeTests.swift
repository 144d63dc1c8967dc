import EmotionCorpora
import EmotionTraining
import Foundation
import SpeechEmotion
import SpeechFeatures
import Testing

@Suite("Recipes")
struct RecipeTests {
  @Test(
    "recipes that come with the package describe networks that can be built",
    arguments: ["conv-lstm", "seed"])
  func bundled(name: String) throws {
    #expect(TrainingRecipe.bundledNames().contains(name))
    let recipe = try TrainingRecipe(named: name)
    #expect(recipe.name == name)
    try recipe.network.validate()
    #expect(recipe.features.binCount == recipe.network.inputSize)
    #expect(try recipe.network.outputSize == 12)
    let again = try JSONDecoder().decode(TrainingRecipe.self, from: recipe.json())
    #expect(again == recipe)
  }

  @Test("the seed's network is the one we were asked for")
  func seedNetwork() throws {
    let recipe = try TrainingRecipe(named: "seed")
    #expect(recipe.features == .seed)
    #expect(recipe.features.fixedFrameCount == 315)
    let parameters = try recipe.network.parameterShapes().reduce(0) { $0 + $1.shape.reduce(1, *) }
    // Keras' count of the same layers, running statistics included.
    #expect(parameters == 9_621_516)
    #expect(recipe.batchSize == 64 && recipe.epochs == 30 && recipe.denseL1 == 5e-4)
  }

  @Test("our recipe's features are the preset")
  func convFeatures() throws {
    #expect(try TrainingRecipe(named: "conv-lstm").features == .logMel80)
  }

  @Test("an unknown recipe is answered with the known ones")
  func unknown() {
    let error = #expect(throws: TrainingRecipeError.self) { _ = try TrainingRecipe(named: "transformer") }
    #expect(error?.description.contains("conv-lstm, seed") == true)
  }

  @Test("a recipe with an impossible value says which")
  func impossible() throws {
    var recipe = try TrainingRecipe(named: "conv-lstm")
    recipe.batchSize = 1
    let url = FileManager.default.temporaryDirectory.appending(path: "recipe-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: url) }
    try recipe.json().write(to: url)
    let error = #expect(throws: TrainingRecipeError.self) { _ = try TrainingRecipe(contentsOf: url) }
    #expect(error?.description.contains("batch_size") == true)
  }

  @Test("one cycle rises to the full rate and falls to almost nothing")
  func oneCycle() {
    let schedule = LearningRateSchedule.oneCycle(warmup: 0.2)
    #expect(abs(schedule.factor(step: 0, totalSteps: 100) - 0.04) < 1e-12)
    #expect(abs(schedule.factor(step: 20, totalSteps: 100) - 1) < 1e-12)
    #expect(schedule.factor(step: 100, totalSteps: 100) < 1e-5)
    let factors = (0...100).map { schedule.factor(step: $0, totalSteps: 100) }
    #expect(zip(factors[..<20], factors[1...20]).allSatisfy { $0 < $1 })
    #expect(zip(factors[20..<100], factors[21...]).allSatisfy { $0 > $1 })
  }

  @Test("a plateau shrinks the rate after eight epochs without gain, as the original")
  func plateau() {
    var state = PlateauState()
    let schedule = LearningRateSchedule.plateau(factor: 0.9, patience: 8)
    state.observe(loss: 1, schedule: schedule)
    for _ in 0..<7 { state.observe(loss: 1, schedule: schedule) }
    #expect(state.factor == 1)
    state.observe(loss: 1, schedule: schedule)
    #expect(state.factor == 0.9)
    state.observe(loss: 0.5, schedule: schedule)
    for _ in 0..<8 { state.observe(loss: 0.6, schedule: schedule) }
    #expect(abs(state.factor - 0.81) < 1e-12)
  }
}
