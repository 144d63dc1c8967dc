import Testing

@Suite struct ProjectTestsPlaceholder {}
