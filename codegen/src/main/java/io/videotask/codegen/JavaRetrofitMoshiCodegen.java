package io.videotask.codegen;

import static io.videotask.codegen.SchemaKinds.orEmpty;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.MapSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.openapitools.codegen.CliOption;
import org.openapitools.codegen.SupportingFile;
import org.openapitools.codegen.languages.AbstractJavaCodegen;
import org.openapitools.codegen.model.ModelMap;
import org.openapitools.codegen.model.ModelsMap;
import org.openapitools.codegen.model.OperationsMap;
import org.openapitools.codegen.utils.ModelUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generator {@code java-retrofit-moshi}. The stock generator parses the document, names inline
 * schemas and writes files; their content is built here, from the document itself.
 */
public final class JavaRetrofitMoshiCodegen extends AbstractJavaCodegen {
  private final UsageTrackingMap inlineNameMappings = new UsageTrackingMap();
  private final UsageTrackingMap operationNameMappings = new UsageTrackingMap();
  private final UsageTrackingMap propertyNameMappings = new UsageTrackingMap();
  private final SpecErrors errors = new SpecErrors();
  private Map<String, Object> models = Map.of();
  private Map<String, ApiShape> apis = Map.of();
  private Map<String, String> contract = Map.of();
  private GatewayMapping mapping = new GatewayMapping(Path.of("openapi.yaml"));

  /** Called by the service loader. */
  public JavaRetrofitMoshiCodegen() {
    embeddedTemplateDir = "java-retrofit-moshi";
    templateDir = "java-retrofit-moshi";
    modelTemplateFiles.clear();
    modelTemplateFiles.put("model.mustache", ".java");
    modelTemplateFiles.put("adapter.mustache", "JsonAdapter.java");
    apiTestTemplateFiles.clear();
    modelDocTemplateFiles.clear();
    apiDocTemplateFiles.clear();
    inlineSchemaNameMapping = inlineNameMappings;
    operationIdNameMapping = operationNameMappings;
    nameMapping = propertyNameMappings;
    inlineSchemaOption.put("RESOLVE_INLINE_ENUMS", "true");
    // otherwise equal inline schemas would share a name, which would change when one of them
    // changes
    inlineSchemaOption.put("SKIP_SCHEMA_REUSE", "true");
    supportsInheritance = false;
    setHideGenerationTimestamp(true);
    setSourceFolder("");
  }

  @Override
  public String getName() {
    return "java-retrofit-moshi";
  }

  @Override
  public String getHelp() {
    return "Writes records, tolerant Moshi adapters and Retrofit interfaces.";
  }

  @Override
  public void processOpts() {
    Object pom = additionalProperties.get(ConfigFile.GENERATING_POM);
    if (pom != null) {
      new SpecFolderGuard(Path.of(pom.toString())).check(documentFile());
    }
    new ConfigFile(errors).checkKeys(additionalProperties, knownOptions());
    errors.throwIfAny(specName());
    super.processOpts();
    setSourceFolder("");
    additionalProperties.put("specName", specName());
    additionalProperties.put("runtimePackage", RuntimeLibrary.PACKAGE);
    additionalProperties.put("runtimeArtifact", RuntimeLibrary.ARTIFACT);
    SchemaWalk.visit(
        openAPI,
        schema -> {
          if (SchemaKinds.isMarkedRaw(schema)) {
            schema.addExtension(SchemaPaths.RAW_OBJECTS, SchemaPaths.objectsOfUnion(schema));
            removeType(schema);
          }
        });
    mapping = new GatewayMapping(documentFile());
    String folder = modelPackage().replace('.', '/');
    String factory = factoryName();
    supportingFiles.add(new SupportingFile("package-info.mustache", folder, "package-info.java"));
    supportingFiles.add(new SupportingFile("factory.mustache", folder, factory + ".java"));
    if (mapping.exists()) {
      supportingFiles.add(
          new SupportingFile(
              "gateway.mustache", folder, AdapterWriter.className(mapping.gateway()) + ".java"));
      supportingFiles.add(
          new SupportingFile(
              "answers.mustache", folder, AnswersWriter.className(mapping.gateway()) + ".java"));
    }
  }

  /** Called after the stock generator has named inline schemas, before it builds models. */
  @Override
  public void preprocessOpenAPI(OpenAPI document) {
    super.preprocessOpenAPI(document);
    Map<String, Schema<?>> named = SchemaKinds.typed(ModelUtils.getSchemas(document));
    Map<String, PathItem> paths = orEmpty(document.getPaths());
    SchemaTypes types = new SchemaTypes(named, schemaMapping, this::toModelName, errors);
    new OperationNames(this::getOrGenerateOperationId, errors).assign(paths);
    models =
        new ModelShapes(named, types, this::toModelName, nameMapping, errors)
            .build(Set.copyOf(ModelUtils.getSchemasUsedOnlyInFormParam(document)));
    apis = new ApiShapes(document, types, tag -> toApiName(sanitizeTag(tag)), errors).build(paths);
    contract = Contract.of(document);
    additionalProperties.put("adapters", List.copyOf(models.values()));
    checkClassNames(named.keySet());
    errors.throwIfAny(specName());
    if (mapping.exists()) {
      SchemaPaths schemaPaths = new SchemaPaths(named, models, types);
      GatewaySpec spec = new GatewaySpec(document, types, tag -> toApiName(sanitizeTag(tag)));
      try {
        additionalProperties.put(
            "gatewayAdapter", mapping.adapter(spec, schemaPaths, classNames(), factoryName()));
      } catch (InvalidSpecException e) {
        // What has changed in the spec is likely why the mapping no longer fits it.
        reportChanges();
        throw e;
      }
      additionalProperties.put("gatewayAnswers", mapping.answers());
      additionalProperties.put("gatewayMapping", mapping.displayName());
    }
  }

  private void checkClassNames(Set<String> schemas) {
    ClassNames classes = new ClassNames(errors);
    classes.claimFactory(factoryName());
    if (mapping.exists()) {
      classes.claimAdapter(AdapterWriter.className(mapping.gateway()));
      classes.claimAdapter(AnswersWriter.className(mapping.gateway()));
    }
    apis.keySet().forEach(classes::claimApi);
    models.keySet().forEach(schema -> classes.claimSchema(schema, toModelName(schema)));
    ConfigFile config = new ConfigFile(errors);
    config.checkSchemaMappings(schemaMapping, schemas);
    config.checkSchemaNames("modelNameMappings", modelNameMapping, schemas);
    config.reportUnused(
        "inlineSchemaNameMappings", inlineNameMappings.unusedKeys(), inlineNameMappings.usedKeys());
    config.reportUnused(
        "operationIdNameMappings",
        operationNameMappings.unusedKeys(),
        operationNameMappings.usedKeys());
    config.reportUnused(
        "nameMappings", propertyNameMappings.unusedKeys(), propertyNameMappings.usedKeys());
  }

  /** Replaces the stock generator's models by ours. */
  @Override
  public Map<String, ModelsMap> postProcessAllModels(Map<String, ModelsMap> stock) {
    Map<String, ModelsMap> all = new TreeMap<>();
    models.forEach(
        (name, shape) -> {
          ModelsMap bundle = new ModelsMap();
          bundle.putAll(additionalProperties);
          bundle.put(shape instanceof RecordShape ? "record" : "openEnum", shape);
          all.put(name, bundle);
        });
    return all;
  }

  @Override
  public OperationsMap postProcessOperationsWithModels(
      OperationsMap operations, List<ModelMap> allModels) {
    ApiShape api = apis.get(operations.getOperations().getClassname());
    if (api != null) {
      operations.put("api", api);
    }
    return operations;
  }

  @Override
  public void postProcess() {
    Path output = Path.of(getOutputDir());
    StaleSourceCleaner.deleteStaleSources(output);
    RegenerationSummary.writeFacts(contract, output);
    Object pom = additionalProperties.get(ConfigFile.GENERATING_POM);
    Object classes = additionalProperties.get(ConfigFile.CLASSES);
    if (classes != null) {
      new ServiceFile(output, Path.of(classes.toString()))
          .write(
              mapping.exists() ? mapping.serviceClass(modelPackage()) : null,
              pom == null ? Set.of() : GeneratorExecutions.in(Path.of(pom.toString())));
    }
    reportChanges();
  }

  /** Prints what the document has changed, and what it lacks to be a gateway. */
  private void reportChanges() {
    Object pom = additionalProperties.get(ConfigFile.GENERATING_POM);
    Path folder = documentFile().getParent();
    if (pom == null || folder == null) {
      return;
    }
    Logger log = LoggerFactory.getLogger("videotask.regeneration");
    RuntimeLibrary.missingDependency(Path.of(pom.toString())).ifPresent(log::warn);
    Path pomFolder = Path.of(pom.toString()).toAbsolutePath().resolveSibling("");
    new RegenerationSummary(pomFolder, folder)
        .lines(
            contract, modelPackage(), ApiListing.of(modelPackage(), models.values(), apis.values()))
        .forEach(log::warn);
    mapping.missing(operations()).forEach(log::warn);
  }

  @Override
  public String toModelName(String name) {
    if (modelNameMapping.containsKey(name)) {
      return modelNameMapping.get(name);
    }
    return schemaMapping.containsKey(name) ? schemaMapping.get(name) : JavaNames.className(name);
  }

  @Override
  public String toOperationId(String operationId) {
    return JavaNames.method(operationId);
  }

  private Set<String> operations() {
    Set<String> names = new TreeSet<>();
    apis.values()
        .forEach(api -> api.operations().forEach(operation -> names.add(operation.name())));
    return names;
  }

  private Set<String> classNames() {
    Set<String> names = new TreeSet<>(apis.keySet());
    models.keySet().forEach(schema -> names.add(toModelName(schema)));
    names.add(factoryName());
    return names;
  }

  private String factoryName() {
    return String.valueOf(additionalProperties.get(ConfigFile.FACTORY_NAME));
  }

  private Set<String> knownOptions() {
    return cliOptions.stream().map(CliOption::getOpt).collect(Collectors.toSet());
  }

  private Path documentFile() {
    return Path.of(String.valueOf(getInputSpec()).replaceFirst("^file:/*(?=/)", ""));
  }

  /** Returns the folder and file name, which are the same on every machine. */
  private String specName() {
    Path document = documentFile();
    Path folder = document.getParent();
    return folder == null
        ? document.toString()
        : folder.getFileName() + "/" + document.getFileName();
  }

  private static void removeType(Schema<?> schema) {
    schema.setType(null);
    schema.setTypes(null);
    schema.setFormat(null);
    schema.setOneOf(null);
    schema.setAnyOf(null);
    schema.setAllOf(null);
    schema.setProperties(null);
    schema.setItems(null);
    schema.setEnum(null);
    // The stock generator asks any map, whose type it is by its class, for the type of its values.
    schema.setAdditionalProperties(schema instanceof MapSchema ? true : null);
    schema.setDiscriminator(null);
  }
}
